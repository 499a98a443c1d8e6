using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Oms.Trading;

namespace Oms.Server.Hosting;

/// <summary>The machine-readable description of the API, and the page to read it at.</summary>
internal static class ApiDocument
{
    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "OMS Trading", Version = "v1", Description = "Orders, executions, positions, risk and streams." };
            document.Components ??= new();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
            {
                ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" },
                ["apiKey"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-API-Key" },
            };
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            Describe(schema, Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type);
            return Task.CompletedTask;
        });
    });

    public static void MapApiDocument(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/api/openapi/{documentName}.json");
        routes.MapGet("/api/docs", () => Results.Redirect("/api-docs/index.html")).ExcludeFromDescription();
    }

    // What our converters write is not what the types suggest.
    private static void Describe(OpenApiSchema schema, Type type)
    {
        if (type == typeof(decimal)) (schema.Type, schema.Format, schema.Pattern) = (JsonSchemaType.String, "decimal", null);
        else if (type == typeof(Instant)) (schema.Type, schema.Format, schema.Properties) = (JsonSchemaType.String, "date-time", null);
        else if (type.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. Enum.GetNames(type).Select(name => (JsonNode)JsonValue.Create(name))];
        }
    }
}

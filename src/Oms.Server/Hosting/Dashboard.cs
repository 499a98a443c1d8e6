using Microsoft.AspNetCore.StaticFiles;

namespace Oms.Server.Hosting;

/// <summary>The dashboard's files: those named by their content are kept for ever, the page itself is asked for each time.</summary>
internal static class Dashboard
{
    public static void UseDashboard(this IApplicationBuilder app) => app.UseStaticFiles(new StaticFileOptions
    {
        OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
            file.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache",
        ContentTypeProvider = new FileExtensionContentTypeProvider(),
    });

    /// <summary>Any other page address is one of the dashboard's own.</summary>
    public static void MapDashboard(this IEndpointRouteBuilder routes)
    {
        routes.MapFallback("/api/{**rest}", () => Results.NotFound()).ExcludeFromDescription();
        routes.MapFallbackToFile("index.html");
    }

    // The dashboard talks to its own origin alone and is framed by nobody.
    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers.ContentSecurityPolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            + "font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";
        return next(context);
    });
}

using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Oms.Server.Jobs;

/// <summary>A value that does not fit, and where: <c>args.date</c>.</summary>
internal sealed record FieldFault(string Field, string Detail);

/// <summary>Reads the arguments of a job: JSON against the type, then the limits written on its properties.</summary>
internal static class JobArgs
{
    public const string Field = "args";
    public const int LengthMax = 16 * 1024;

    public static readonly JsonSerializerOptions Options = new(ApiJson.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(), // Needed before a schema can be told.
    };

    /// <returns>The first fault; null when the arguments fit.</returns>
    public static FieldFault? TryRead<TArgs>(string json, out TArgs? args) where TArgs : class
    {
        args = null;
        if (json.Length > LengthMax) return new(Field, $"is at most {LengthMax} characters");
        try
        {
            args = JsonSerializer.Deserialize<TArgs>(json, Options);
        }
        catch (JsonException e)
        {
            var path = e.Path is { Length: > 2 } at ? $"{Field}.{at[2..]}" : Field;
            return new(path, e.Message.Contains("could not be mapped", StringComparison.Ordinal) ? "is no argument of this job" : "cannot be read");
        }

        if (args is null) return new(Field, "is a JSON object");
        var faults = new List<ValidationResult>();
        if (Validator.TryValidateObject(args, new(args), faults, validateAllProperties: true)) return null;
        var member = faults[0].MemberNames.FirstOrDefault();
        return new(member is null ? Field : $"{Field}.{JsonNamingPolicy.CamelCase.ConvertName(member)}", faults[0].ErrorMessage ?? "does not fit");
    }
}

using System.Text.Json;

namespace Oms.Server.Jobs;

/// <summary>Answers of jobs as JSON of the API, up to a size that a page can show.</summary>
internal static class JobJson
{
    private const int ResultMax = 64 * 1024;

    public static string Write(object result)
    {
        var json = JsonSerializer.Serialize(result, ApiJson.Options);
        return json.Length <= ResultMax ? json : JsonSerializer.Serialize(new { truncated = true, characters = json.Length }, ApiJson.Options);
    }

    public static JsonElement? Read(string? json)
    {
        if (json is null) return null;
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}

using System.Text.Json;

namespace Oms.Server.Tests.Fixtures;

/// <summary>One event of a stream.</summary>
internal sealed record StreamEvent(long? Id, string Name, JsonElement Data)
{
    public string? Kind => Data.TryGetProperty("kind", out var kind) ? kind.GetString() : null;
    public string? ClOrdId => Data.TryGetProperty("order", out var order) ? order.Text("clOrdId") : null;
}

/// <summary>A client of the stream.</summary>
internal sealed class EventStream(HttpResponseMessage response, StreamReader reader) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<EventStream> OpenAsync(HttpClient http, string path, long? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (lastEventId is { } id) request.Headers.Add("Last-Event-ID", $"{id}");
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        return new(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    public async Task<IReadOnlyList<StreamEvent>> UntilAsync(Func<StreamEvent, bool> isLast)
    {
        using var patience = new CancellationTokenSource(Patience);
        var events = new List<StreamEvent>();
        long? id = null;
        var name = "";
        while (await reader.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal)) id = long.Parse(line[4..]);
            else if (line.StartsWith("event: ", StringComparison.Ordinal)) name = line[7..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                events.Add(new(id, name, JsonSerializer.Deserialize<JsonElement>(line[6..])));
                id = null;
                if (isLast(events[^1])) return events;
            }
        }

        throw new InvalidOperationException("the stream ended");
    }

    public ValueTask DisposeAsync()
    {
        reader.Dispose();
        response.Dispose();
        return ValueTask.CompletedTask;
    }
}

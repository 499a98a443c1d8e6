using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Oms.Server.Streams;

/// <summary>One message of a stream. Without an id it cannot be resumed from, as with quotes.</summary>
internal sealed record StreamMessage(long? Id, string Event, object Data);

/// <summary>Writes server-sent events (WHATWG HTML, section 9.2). Nothing leaves before <see cref="FlushAsync"/>.</summary>
internal sealed class SseWriter(HttpResponse response)
{
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);

    public async ValueTask EventAsync(StreamMessage message, CancellationToken ct)
    {
        if (message.Id is { } id) Append(string.Create(CultureInfo.InvariantCulture, $"id: {id}\n"));
        Append($"event: {message.Event}\ndata: ");
        using (var json = new Utf8JsonWriter(_buffer)) JsonSerializer.Serialize(json, message.Data, ApiJson.Options);
        Append("\n\n");
        if (_buffer.WrittenCount > 64 * 1024) await FlushAsync(ct);
    }

    public async ValueTask CommentAsync(string text, CancellationToken ct)
    {
        Append($": {text}\n\n");
        await FlushAsync(ct);
    }

    public async ValueTask FlushAsync(CancellationToken ct)
    {
        if (_buffer.WrittenCount == 0) return;
        await response.Body.WriteAsync(_buffer.WrittenMemory, ct);
        await response.Body.FlushAsync(ct);
        _buffer.ResetWrittenCount();
    }

    private void Append(string text) => Encoding.UTF8.GetBytes(text, _buffer);
}

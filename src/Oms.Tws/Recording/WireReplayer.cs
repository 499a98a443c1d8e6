using System.Text;
using Oms.Tws.Framing;

namespace Oms.Tws.Recording;

/// <summary>A frame of a client that is not what the recorded client sent at that place.</summary>
public sealed record ReplayDifference(int Index, string Expected, string Actual);

/// <summary>
/// Plays the gateway of a recorded session to a client: says what it said, after the client asked what it asked.
/// </summary>
public static class WireReplayer
{
    /// <summary>
    /// Plays one session over a stream and returns where the client departed from it. With a speed of 1 the gateway's
    /// frames keep their distance in time, 10 is ten times as fast; 0 does not wait at all.
    /// </summary>
    public static async Task<IReadOnlyList<ReplayDifference>> PlayAsync(
        Stream stream, IReadOnlyList<WireRecord> session, double speed, TimeProvider clock, CancellationToken ct)
    {
        using var frames = new FrameReader(stream, FieldWriter.PayloadMax);
        using var fields = new FieldWriter(escapes: true);
        var differences = new List<ReplayDifference>();
        await frames.ReadExactlyAsync(new byte["API\0".Length], ct);
        for (var i = 0; i < session.Count; i++)
        {
            var record = session[i];
            if (record.Event is WireEvent.Sent)
            {
                if (await DifferenceAsync(frames, i, record.Payload, ct) is { } difference) differences.Add(difference);
            }
            else if (record.Event is WireEvent.Received)
            {
                if (speed > 0 && i > 0) await WaitAsync((record.At - session[i - 1].At) / speed, clock, ct);
                fields.Clear();
                fields.BeginFrame();
                fields.WriteRaw(record.Payload.Span);
                fields.EndFrame();
                await stream.WriteAsync(fields.Written, ct);
            }
        }
        return differences;
    }

    private static Task WaitAsync(TimeSpan pause, TimeProvider clock, CancellationToken ct) =>
        pause > TimeSpan.Zero ? Task.Delay(pause, clock, ct) : Task.CompletedTask;

    private static async Task<ReplayDifference?> DifferenceAsync(
        FrameReader frames, int index, ReadOnlyMemory<byte> expected, CancellationToken ct)
    {
        if (!await frames.ReadAsync(ct)) return new(index, Text(expected.Span), "the client left");
        return frames.Payload.Span.SequenceEqual(expected.Span)
            ? null
            : new(index, Text(expected.Span), Text(frames.Payload.Span));
    }

    private static string Text(ReadOnlySpan<byte> payload) => Encoding.UTF8.GetString(payload).Replace('\0', '|');
}

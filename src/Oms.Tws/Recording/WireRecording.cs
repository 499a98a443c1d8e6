using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Oms.Tws.Framing;

namespace Oms.Tws.Recording;

/// <summary>Reads what a client recorded.</summary>
public static class WireRecording
{
    // The end of the year 9999; a later time is damage.
    private const long MicrosMax = 253_402_300_799_000_000;

    /// <summary>
    /// All records of all sessions in the file. A record cut short at its end, by a crash, is left out.
    /// </summary>
    public static async IAsyncEnumerable<WireRecord> ReadAsync(
        string path, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var file = File.OpenRead(path);
        var head = new byte[WireRecorder.HeadLength];
        while (await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct) == head.Length)
        {
            var micros = BinaryPrimitives.ReadInt64BigEndian(head);
            var what = (WireEvent)head[sizeof(long)];
            var length = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(sizeof(long) + 1));
            if (!Enum.IsDefined(what) || micros is < 0 or > MicrosMax || length is < 0 or > FieldWriter.PayloadMax)
            {
                throw new TwsFormatException(
                    $"{path} is no recording, or is damaged at byte {file.Position - head.Length}");
            }
            var payload = new byte[length];
            if (await file.ReadAtLeastAsync(payload, length, throwOnEndOfStream: false, ct) < length) yield break;
            yield return new(DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond), what, payload);
        }
    }
}

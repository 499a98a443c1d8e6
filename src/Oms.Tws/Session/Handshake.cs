using System.Globalization;
using System.Text;
using Oms.Tws.Framing;

namespace Oms.Tws.Session;

/// <summary>What either side learns before the first message.</summary>
internal readonly record struct Hello(int ServerVersion, string ConnectionTime);

/// <summary>The opening exchange: the client offers a range of versions, the server names the one to speak.</summary>
internal static class Handshake
{
    private const int SkippedMax = 8;
    private static readonly byte[] Prefix = "API\0"u8.ToArray();

    /// <summary>The range of versions that our client offers.</summary>
    public static readonly byte[] Range =
        Encoding.ASCII.GetBytes($"v{ServerVersions.OfferedMin}..{ServerVersions.Max}");

    public static async Task<Hello> OfferAsync(Stream stream, FrameReader frames, CancellationToken ct)
    {
        using var fields = new FieldWriter(escapes: false);
        fields.WriteRaw(Prefix);
        fields.BeginFrame();
        fields.WriteRaw(Range);
        fields.EndFrame();
        await stream.WriteAsync(fields.Written, ct);
        var hello = await ReadHelloAsync(frames, ct);
        return hello.ServerVersion is >= ServerVersions.Min and <= ServerVersions.Max
            ? hello
            : throw new TwsConnectException(
                $"the gateway speaks version {hello.ServerVersion}, not {ServerVersions.Min} to {ServerVersions.Max}");
    }

    public static async Task<Hello> AnswerAsync(
        Stream stream, FrameReader frames, Hello offered, CancellationToken ct)
    {
        var prefix = new byte[Prefix.Length];
        if (!await frames.ReadExactlyAsync(prefix, ct) || !prefix.AsSpan().SequenceEqual(Prefix))
            throw new TwsConnectException("the client does not begin with API");
        if (!await frames.ReadAsync(ct)) throw new TwsConnectException("the client left before its versions");
        var range = Encoding.ASCII.GetString(frames.Payload.Span);
        var version = Math.Min(offered.ServerVersion, ParseMax(range));
        if (version < ServerVersions.Min)
        {
            throw new TwsConnectException(
                $"the client speaks {range.TrimEnd('\0')}, not {ServerVersions.Min} or above");
        }
        using var fields = new FieldWriter(escapes: true);
        fields.BeginFrame();
        fields.WriteInt(version);
        fields.WriteText(offered.ConnectionTime);
        fields.EndFrame();
        await stream.WriteAsync(fields.Written, ct);
        return offered with { ServerVersion = version };
    }

    // `v100..178` or `v178`, perhaps with options behind a space, perhaps ended by a NUL.
    private static int ParseMax(string range)
    {
        var text = range.AsSpan().TrimEnd('\0').Trim();
        if (text.IndexOf(' ') is >= 0 and var space) text = text[..space];
        if (!text.StartsWith('v')) throw new TwsConnectException($"'{range}' is no range of versions");
        var max = text.IndexOf("..") is >= 0 and var dots ? text[(dots + 2)..] : text[1..];
        return int.TryParse(max, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new TwsConnectException($"'{range}' is no range of versions");
    }

    // As vendor clients do: what comes before the frame with two fields is not the hello.
    private static async Task<Hello> ReadHelloAsync(FrameReader frames, CancellationToken ct)
    {
        for (var skipped = 0; skipped <= SkippedMax; skipped++)
        {
            if (!await frames.ReadAsync(ct)) throw new TwsConnectException("the gateway closed the connection unasked");
            if (frames.Payload.Span.Count((byte)0) == 2) return ParseHello(frames.Payload.Span);
        }
        throw new TwsConnectException("the gateway did not say its version");
    }

    private static Hello ParseHello(ReadOnlySpan<byte> payload)
    {
        var fields = new FieldReader(payload, isRequest: false);
        var version = fields.ReadInt("serverVersion");
        var text = fields.ReadText("connectionTime");
        return version >= 0 ? new(version, text) : throw new TwsConnectException($"the gateway redirects to {text}");
    }
}

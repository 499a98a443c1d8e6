using System.Globalization;
using System.Text.Json;
using Oms.Trading;

namespace Oms.Engine.Journal;

/// <summary>
/// Signed heads as files in a folder that is best on another machine: whoever can rewrite the database cannot rewrite these. One file for
/// each head, written whole or not at all, and never touched again.
/// </summary>
public sealed class HeadsFolder(string path)
{
    private const string Prefix = "oms-head-";

    /// <summary>Writes a head and flushes it to the disk, before it takes its name; one that is there already stays.</summary>
    public void Write(SignedHead head)
    {
        Directory.CreateDirectory(path);
        var name = Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{head.Shard}-{head.Seq:D15}.json"));
        if (File.Exists(name)) return;
        var part = $"{name}.{Environment.ProcessId}.part";
        using (var file = new FileStream(part, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, new HeadLine(head.Shard, head.Seq, Convert.ToHexStringLower(head.Hash.Span), head.Epoch,
                head.At.ToString(), head.KeyId, Convert.ToBase64String(head.Signature.Span)), JsonSerializerOptions.Web);
            file.Flush(flushToDisk: true);
        }

        File.Move(part, name, overwrite: true);
    }

    /// <summary>The heads of a shard, in the order of their seq; none when there is no folder yet.</summary>
    /// <exception cref="IOException">A file cannot be read, or is no head: what should prove something proves nothing.</exception>
    public IReadOnlyList<SignedHead> Read(int shard) =>
        !Directory.Exists(path) ? [] : [.. Directory.EnumerateFiles(path, $"{Prefix}{shard}-*.json").Order(StringComparer.Ordinal).Select(Read)];

    private static SignedHead Read(string name)
    {
        try
        {
            var line = JsonSerializer.Deserialize<HeadLine>(File.ReadAllBytes(name), JsonSerializerOptions.Web)
                ?? throw new FormatException("it is empty");
            return new(line.Shard, line.Seq, Convert.FromHexString(line.Hash), line.Epoch,
                Instant.From(DateTimeOffset.Parse(line.At, CultureInfo.InvariantCulture)), line.KeyId, Convert.FromBase64String(line.Signature));
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException)
        {
            throw new IOException($"{name} is no signed head: {e.Message}", e);
        }
    }

    private sealed record HeadLine(int Shard, long Seq, string Hash, long Epoch, string At, string KeyId, string Signature);
}

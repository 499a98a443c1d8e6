using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Oms.Engine.Journal;

namespace Oms.Server.Commands;

/// <summary>How a row of the journal is written for others.</summary>
internal interface IJournalFormat
{
    ReadOnlyMemory<byte> LineOf(JournalRow row);
}

/// <summary>For people: columns, then the data as it is kept.</summary>
internal sealed class JournalText : IJournalFormat
{
    public ReadOnlyMemory<byte> LineOf(JournalRow row) =>
        Encoding.UTF8.GetBytes($"{row.Seq,8} {row.At} {row.Kind,-22} {row.Subject} {Encoding.UTF8.GetString(row.Data.Span)}\n");
}

/// <summary>
/// For programs: one JSON object a line. With <c>shard</c>, <c>seq</c>, <c>at</c>, <c>subject</c>, <c>kind</c>, the bytes of <c>data</c> as they
/// are kept and <c>hash</c>, the chain can be checked again from the file alone.
/// </summary>
internal sealed class JournalLines : IJournalFormat
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public ReadOnlyMemory<byte> LineOf(JournalRow row)
    {
        var line = new ArrayBufferWriter<byte>(row.Data.Length + 300);
        using (var json = new Utf8JsonWriter(line, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("shard", row.Shard);
            json.WriteNumber("seq", row.Seq);
            json.WriteString("at", row.At.ToString());
            json.WriteString("subject", row.Subject);
            json.WriteString("kind", row.Kind);
            json.WritePropertyName("data");
            json.WriteRawValue(row.Data.Span);
            json.WriteString("hash", Convert.ToHexStringLower(row.Hash.Span));
            json.WriteEndObject();
        }

        line.Write("\n"u8);
        return line.WrittenMemory;
    }
}

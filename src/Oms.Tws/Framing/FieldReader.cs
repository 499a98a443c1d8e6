using System.Text;

namespace Oms.Tws.Framing;

/// <summary>Reads the fields of one frame in wire order; every field ends with a NUL.</summary>
public ref struct FieldReader
{
    internal delegate T ItemReader<out T>(ref FieldReader fields);

    private const int QuotedMax = 80;

    private readonly ReadOnlySpan<byte> _payload;
    private readonly bool _isRequest;
    private int _position;
    private int _field;
    private int _messageId;

    internal FieldReader(ReadOnlySpan<byte> payload, bool isRequest)
    {
        _payload = payload;
        _isRequest = isRequest;
    }

    internal readonly bool IsAtEnd => _position >= _payload.Length;

    internal int ReadMessageId() => _messageId = ReadInt("msgId");

    /// <summary>Clients and gateways disagree on the version field; it is consumed and means nothing.</summary>
    internal void SkipVersion() => Next("version");

    internal void Skip(string name) => Next(name);

    internal string ReadText(string name) => WireText.Read(Next(name));

    internal string ReadEscapedText(string name) => WireText.Unescape(ReadText(name));

    internal int ReadInt(string name)
    {
        var text = Next(name);
        if (text.IsEmpty) return 0;
        if (!WireNumber.TryReadLong(text, out var value) || value is < int.MinValue or > int.MaxValue)
            throw Bad(name, text, "a whole number");
        return (int)value;
    }

    internal int? ReadIntOrNull(string name)
    {
        var text = Next(name);
        if (WireNumber.TryReadLong(text, out var value) && value is >= int.MinValue and < int.MaxValue)
            return (int)value;
        return WireNumber.IsUnset(text) ? null : throw Bad(name, text, "a whole number");
    }

    /// <summary>Zero and every spelling of unset are both "none".</summary>
    internal int? ReadIntOrNone(string name) => ReadIntOrNull(name) is { } value && value != 0 ? value : null;

    internal long ReadLong(string name)
    {
        var text = Next(name);
        if (text.IsEmpty) return 0;
        return WireNumber.TryReadLong(text, out var value) ? value : throw Bad(name, text, "a whole number");
    }

    internal long? ReadLongOrNull(string name)
    {
        var text = Next(name);
        if (WireNumber.TryReadLong(text, out var value)) return value == long.MaxValue ? null : value;
        return WireNumber.IsUnset(text) ? null : throw Bad(name, text, "a whole number");
    }

    internal bool ReadBool(string name)
    {
        var text = Next(name);
        return !text.IsEmpty && ToBool(name, text);
    }

    internal bool? ReadBoolOrNull(string name)
    {
        var text = Next(name);
        return WireNumber.IsUnset(text) ? null : ToBool(name, text);
    }

    internal decimal ReadDouble(string name)
    {
        var text = Next(name);
        if (text.IsEmpty) return 0;
        return WireNumber.TryReadDouble(text, out var value) && value is { } number
            ? number
            : throw Bad(name, text, "a number");
    }

    internal decimal? ReadDoubleOrNull(string name)
    {
        var text = Next(name);
        return WireNumber.TryReadDouble(text, out var value) ? value : throw Bad(name, text, "a number");
    }

    /// <summary>Zero and every spelling of unset are both "none".</summary>
    internal decimal? ReadDoubleOrNone(string name) => ReadDoubleOrNull(name) is { } value && value != 0 ? value : null;

    /// <summary>As ReadDoubleOrNull, but the word Infinity is a value of its own.</summary>
    internal decimal? ReadDoubleOrInfinity(string name, out bool isInfinity)
    {
        var text = Next(name);
        isInfinity = WireNumber.IsInfinity(text);
        if (isInfinity) return null;
        return WireNumber.TryReadDouble(text, out var value) ? value : throw Bad(name, text, "a number");
    }

    internal decimal ReadDecimal(string name)
    {
        var text = Next(name);
        if (text.IsEmpty) return 0;
        return WireNumber.TryReadDecimal(text, out var value) && value is { } number
            ? number
            : throw Bad(name, text, "a quantity");
    }

    internal decimal? ReadDecimalOrNull(string name)
    {
        var text = Next(name);
        return WireNumber.TryReadDecimal(text, out var value) ? value : throw Bad(name, text, "a quantity");
    }

    /// <summary>A quantity that cannot be negative, so that -1 too means "none".</summary>
    internal decimal? ReadSizeOrNull(string name) => ReadDecimalOrNull(name) is { } value && value != -1 ? value : null;

    /// <summary>
    /// Reads a count and that many items. An item is at least one byte, which bounds what a false count can cost.
    /// </summary>
    internal TwsList<T> ReadList<T>(string name, ItemReader<T> readItem)
    {
        var count = ReadInt(name);
        if (count == 0) return [];
        if (count < 0 || count > _payload.Length - _position)
            throw new TwsFormatException($"{MessageName}, field {_field} {name}: {count} items cannot follow");
        var items = new T[count];
        for (var i = 0; i < count; i++) items[i] = readItem(ref this);
        return new TwsList<T>(items);
    }

    /// <summary>A well-formed value that has no meaning in the field just read.</summary>
    internal readonly TwsFormatException Meaningless(string name, int value) =>
        new($"{MessageName}, field {_field} {name}: {value} has no meaning");

    internal readonly void ExpectEnd()
    {
        if (!IsAtEnd)
            throw new TwsFormatException(
                $"{MessageName}: {_payload[_position..].Count((byte)0)} fields too many after field {_field}");
    }

    private readonly string MessageName => _isRequest
        ? $"{(RequestId)_messageId} ({_messageId})"
        : $"{(ReplyId)_messageId} ({_messageId})";

    private ReadOnlySpan<byte> Next(string name)
    {
        _field++;
        var rest = _payload[_position..];
        var length = rest.IndexOf((byte)0);
        if (length < 0) throw new TwsFormatException($"{MessageName}, field {_field} {name}: the frame ends before it");
        _position += length + 1;
        return rest[..length];
    }

    private readonly bool ToBool(string name, ReadOnlySpan<byte> text)
    {
        if (text.SequenceEqual("true"u8)) return true;
        if (text.SequenceEqual("false"u8)) return false;
        return WireNumber.TryReadLong(text, out var value) ? value != 0 : throw Bad(name, text, "0 or 1");
    }

    private readonly TwsFormatException Bad(string name, ReadOnlySpan<byte> text, string expected)
    {
        var quoted = Encoding.UTF8.GetString(text[..Math.Min(text.Length, QuotedMax)]);
        return new TwsFormatException($"{MessageName}, field {_field} {name}: '{quoted}' is not {expected}");
    }
}

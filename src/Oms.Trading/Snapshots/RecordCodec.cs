using System.Security.Cryptography;
using System.Text;

namespace Oms.Trading.Snapshots;

/// <summary>
/// Immutable records to bytes and back, bit for bit. What is written follows from the shape of the types alone, so that no property can
/// be forgotten. <see cref="FormatOf{T}"/> names the shape: bytes of another format are not to be decoded.
/// </summary>
public static class RecordCodec
{
    public static byte[] Encode<T>(T value)
    {
        var writer = new RecordWriter();
        RecordShape<T>.Write(writer, value);
        return writer.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are not what <see cref="Encode"/> made of a value of this type.</exception>
    public static T Decode<T>(ReadOnlyMemory<byte> bytes)
    {
        var reader = new RecordReader(bytes);
        var value = RecordShape<T>.Read(reader);
        return reader.IsAtEnd ? value : throw new InvalidDataException("bytes follow the end");
    }

    /// <summary>A name that changes with the shape of the type, of whatever it holds, and of its enums.</summary>
    public static string FormatOf<T>()
    {
        var text = new StringBuilder();
        Describe(typeof(T), text, []);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8));
    }

    private static void Describe(Type type, StringBuilder text, HashSet<Type> seen)
    {
        text.Append(type.Name);
        if (RecordShape.IsPlain(type) || !seen.Add(type)) return;
        if (type.IsEnum)
        {
            foreach (var value in Enum.GetValuesAsUnderlyingType(type)) text.Append(' ').Append(Enum.GetName(type, value)).Append(value);
            return;
        }

        text.Append('{');
        if (RecordShape.ElementOf(type) is { } element)
        {
            Describe(element, text, seen);
        }
        else
        {
            foreach (var property in RecordShape.PropertiesOf(type))
            {
                text.Append(property.Name).Append(':');
                Describe(property.PropertyType, text, seen);
                text.Append(',');
            }
        }

        text.Append('}');
    }
}

using System.Buffers.Text;
using System.Globalization;

namespace Oms.Tws.Framing;

/// <summary>Numbers as text on the wire, and the words by which TWS says that there is none.</summary>
internal static class WireNumber
{
    public const string UnsetDouble = "1.7976931348623157E308";
    public const int TextMax = 64;

    private const decimal UnsetInt = int.MaxValue;
    private const decimal UnsetLong = long.MaxValue;
    private const double UnsetInt128 = 170141183460469231731687303715884105727d;
    private const int FastDigitsMax = 18;

    // Divided by this, a decimal loses its trailing zeros, so that 150.0 and 150 become the same text everywhere.
    private const decimal OneAtFullScale = 1.0000000000000000000000000000m;

    /// <summary>Reads an optional double. False: no number at all. True with null: unset, in any spelling.</summary>
    public static bool TryReadDouble(ReadOnlySpan<byte> text, out decimal? value)
    {
        value = null;
        if (text.IsEmpty) return true;
        if (!TryParse(text, out var number)) return IsUnsetDouble(text);
        value = number;
        return true;
    }

    /// <summary>Reads an optional quantity, which knows three more ways to be unset than a double does.</summary>
    public static bool TryReadDecimal(ReadOnlySpan<byte> text, out decimal? value)
    {
        if (!TryReadDouble(text, out value)) return false;
        if (value is UnsetInt or UnsetLong) value = null;
        return true;
    }

    public static bool TryReadLong(ReadOnlySpan<byte> text, out long value) =>
        Utf8Parser.TryParse(text, out value, out var used) && used == text.Length;

    /// <summary>Any spelling of "no value", whichever type the field has.</summary>
    public static bool IsUnset(ReadOnlySpan<byte> text) =>
        text.IsEmpty || TryReadDecimal(text, out var value) && value is null;

    public static bool IsInfinity(ReadOnlySpan<byte> text) =>
        text.SequenceEqual("Infinity"u8) || text.SequenceEqual("Infinite"u8);

    /// <summary>Writes 150 as `150.0` when a double is wanted, as `150` otherwise; returns the length.</summary>
    public static int Format(decimal value, bool asDouble, Span<byte> destination)
    {
        if (!value.TryFormat(destination, out var length, "G", CultureInfo.InvariantCulture))
            throw new InvalidOperationException($"{value} does not fit {destination.Length} bytes");
        if (destination[..length].Contains((byte)'.'))
        {
            while (destination[length - 1] == (byte)'0') length--;
            if (destination[length - 1] == (byte)'.') length--;
        }
        if (!asDouble || destination[..length].Contains((byte)'.')) return length;
        ".0"u8.CopyTo(destination[length..]);
        return length + 2;
    }

    private static bool TryParse(ReadOnlySpan<byte> text, out decimal value)
    {
        var negative = text[0] == (byte)'-';
        var digits = 0L;
        int count = 0, scale = 0;
        var inFraction = false;
        foreach (var c in negative ? text[1..] : text)
        {
            if (c == (byte)'.' && !inFraction)
            {
                inFraction = true;
                continue;
            }
            if (c is < (byte)'0' or > (byte)'9' || count == FastDigitsMax) return TryParseSlowly(text, out value);
            digits = digits * 10 + (c - '0');
            count++;
            if (inFraction) scale++;
        }
        for (; scale > 0 && digits % 10 == 0; scale--) digits /= 10;
        value = new decimal(
            unchecked((int)digits), unchecked((int)(digits >> 32)), 0, negative && digits != 0, (byte)scale);
        return count > 0;
    }

    // Exponents and more than 18 digits are rare enough for the general parser.
    private static bool TryParseSlowly(ReadOnlySpan<byte> text, out decimal value)
    {
        const NumberStyles style =
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (!decimal.TryParse(text, style, CultureInfo.InvariantCulture, out value)) return false;
        value /= OneAtFullScale;
        return true;
    }

    private static bool IsUnsetDouble(ReadOnlySpan<byte> text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && (double.IsNaN(number) || number is double.MaxValue or UnsetInt128);
}

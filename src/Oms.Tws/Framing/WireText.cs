using System.Globalization;
using System.Text;

namespace Oms.Tws.Framing;

/// <summary>
/// Texts on the wire: words that come again and again are not allocated again, and escapes are undone.
/// </summary>
internal static class WireText
{
    private const int TableSize = 1024;
    private const int EscapeLength = 6;

    private static readonly string?[] Words = Table(
        "ApiPending", "PendingSubmit", "PendingCancel", "PreSubmitted", "Submitted", "ApiCancelled", "Cancelled",
        "Filled", "Inactive", "BUY", "SELL", "SSHORT", "SLONG", "BOT", "SLD", "MKT", "LMT", "STP", "STP LMT", "TRAIL",
        "TRAIL LIMIT", "MOC", "LOC", "MIT", "LIT", "MTL", "REL", "MIDPRICE", "PEG MID", "PEG MKT", "PEG BEST",
        "PEG BENCH", "DAY", "GTC", "IOC", "FOK", "GTD", "OPG", "DTC", "AUC", "STK", "OPT", "FUT", "FOP", "CASH", "IND",
        "BAG", "BOND", "CFD", "CMDTY", "CRYPTO", "WAR", "FUND", "SMART", "NASDAQ", "NYSE", "ARCA", "AMEX", "BATS",
        "IEX", "ISLAND", "IDEALPRO", "CME", "CBOT", "NYMEX", "COMEX", "CBOE", "EUREX", "LSE", "USD", "EUR", "GBP",
        "JPY", "CHF", "CAD", "AUD", "HKD", "BASE", "NMS", "C", "P", "?", "0", "None", "IB", "child", "trigger",
        "locate", "COMMON", "ETF", "100", "US/Eastern", "TRADES", "MIDPOINT", "BID", "ASK", "Last", "AllLast", "BidAsk",
        "MidPoint");

    public static string Read(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return "";
        for (var slot = Slot(text); Words[slot] is { } word; slot = (slot + 1) % TableSize)
        {
            if (Ascii.Equals(text, word)) return word;
        }
        return Encoding.UTF8.GetString(text);
    }

    /// <summary>
    /// Server texts are 7-bit: a letter outside ASCII travels as a backslash, `u` and four hex digits.
    /// </summary>
    public static string Unescape(string text)
    {
        var next = text.IndexOf("\\u", StringComparison.Ordinal);
        if (next < 0) return text;
        var plain = new StringBuilder(text.Length);
        var done = 0;
        for (; next >= 0; next = text.IndexOf("\\u", next, StringComparison.Ordinal))
        {
            if (!TryReadEscape(text, next, out var letter))
            {
                next += 2;
                continue;
            }
            plain.Append(text, done, next - done).Append(letter);
            done = next += EscapeLength;
        }
        return plain.Append(text, done, text.Length - done).ToString();
    }

    /// <summary>What vendor clients let through; they refuse anything else with code 579.</summary>
    public static bool IsPlain(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!IsPlain(c)) return false;
        }
        return true;
    }

    public static bool IsPlain(char c) => c is >= ' ' and <= '~' or '\t' or '\r' or '\n';

    private static bool TryReadEscape(string text, int at, out char letter)
    {
        letter = default;
        if (at + EscapeLength > text.Length) return false;
        var digits = text.AsSpan(at + 2, 4);
        if (!ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            return false;
        letter = (char)code;
        return true;
    }

    private static string?[] Table(params ReadOnlySpan<string> words)
    {
        var table = new string?[TableSize];
        foreach (var word in words)
        {
            var slot = Slot(Encoding.ASCII.GetBytes(word));
            while (table[slot] is not null) slot = (slot + 1) % TableSize;
            table[slot] = word;
        }
        return table;
    }

    private static int Slot(ReadOnlySpan<byte> text) =>
        (text.Length * 31 + text[0] * 7 + text[^1] * 131 + text[text.Length / 2] * 17) % TableSize;
}

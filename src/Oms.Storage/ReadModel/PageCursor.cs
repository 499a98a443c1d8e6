using System.Globalization;

namespace Oms.Storage.ReadModel;

/// <summary>The place in a list after which the next page starts, as text that callers hand back and do not read.</summary>
public static class PageCursor
{
    public static string Write(long seq) => seq.ToString(CultureInfo.InvariantCulture);

    public static bool TryRead(string cursor, out long seq) =>
        long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out seq);

    /// <exception cref="FormatException">The text is no cursor.</exception>
    public static long Read(string cursor) =>
        TryRead(cursor, out var seq) ? seq : throw new FormatException("The cursor is not one of ours");
}

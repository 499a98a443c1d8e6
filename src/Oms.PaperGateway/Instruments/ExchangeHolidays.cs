namespace Oms.PaperGateway.Instruments;

/// <summary>
/// Days on which the US exchanges stay closed or close at 13:00, as published for the years in reach.
/// </summary>
internal static class ExchangeHolidays
{
    private static readonly HashSet<DateOnly> closed =
    [
        new(2026, 1, 1), new(2026, 1, 19), new(2026, 2, 16), new(2026, 4, 3), new(2026, 5, 25), new(2026, 6, 19),
        new(2026, 7, 3), new(2026, 9, 7), new(2026, 11, 26), new(2026, 12, 25),
        new(2027, 1, 1), new(2027, 1, 18), new(2027, 2, 15), new(2027, 3, 26), new(2027, 5, 31), new(2027, 6, 18),
        new(2027, 7, 5), new(2027, 9, 6), new(2027, 11, 25), new(2027, 12, 24),
    ];

    private static readonly HashSet<DateOnly> earlyClose =
        [new(2026, 11, 27), new(2026, 12, 24), new(2027, 11, 26)];

    public static bool IsClosed(DateOnly date) =>
        date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || closed.Contains(date);

    public static bool IsEarlyClose(DateOnly date) => earlyClose.Contains(date);
}

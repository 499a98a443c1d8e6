namespace Oms.Trading.Tests;

/// <summary>All that a book knows as lines of text, so that two books can be compared and a difference can be read.</summary>
internal static class BookText
{
    public static IReadOnlyList<string> Of(TradingBook book) =>
    [
        $"link {book.Link}, next {book.NextBrokerOrderId}",
        .. Sorted(book.Orders.Values.Select(o => $"{o} {string.Join('|', o.Anomalies)} {string.Join('|', o.Warnings)}")),
        .. Sorted(book.OpenOrders.Select(id => $"open {id}")),
        .. Sorted(book.Positions.Values.Select(p => p.ToString())),
        .. Sorted(book.Executions.Select(e => $"execution {e.Key} of {e.Value}")),
        $"day {book.Day.Mode} {book.Day.ClientId} {book.Day.Freeze} {string.Join('|', book.Day.Resting)}",
        .. book.Reconciliation.Open.Select(open => open.ToString()),
        .. Sorted(book.Reconciliation.Ignored.Values.Select(finding => finding.ToString())),
        .. Sorted(book.Reconciliation.Cash.Lines.Select(line => line.ToString())),
        .. Sorted(book.Instruments.Values.Select(i => i.ToString())),
        .. Sorted(book.Accounts.Values.Select(a =>
            $"{a} {book.LimitsOf(a.Id)} {string.Join('|', book.LimitsOf(a.Id).Restricted)} {book.KillSwitchOf(a.Id)}")),
        .. Sorted(book.Accounts.Values.Select(a => a.Firm).Distinct().Select(firm => $"{firm} {book.KillSwitchOf(firm)}")),
    ];

    private static IEnumerable<string> Sorted(IEnumerable<string> lines) => lines.Order(StringComparer.Ordinal);
}

using System.Globalization;
using System.Net;
using System.Text;
using Oms.Storage.ReadModel;

namespace Oms.Server.Reports;

/// <summary>The statement of an account's day, as a page that prints well and as a table for other programs.</summary>
internal static class StatementText
{
    private const string Style =
        """
        @page { size: A4; margin: 16mm } body { font: 12px/1.45 system-ui, sans-serif; color: #16202a; max-width: 190mm; margin: 24px auto; padding: 0 12px }
        h1 { font-size: 20px; margin: 0 } h2 { font-size: 14px; margin: 22px 0 6px } p { margin: 4px 0; color: #52606d }
        table { border-collapse: collapse; width: 100% } thead { display: table-header-group } tr { break-inside: avoid }
        th, td { padding: 4px 6px; border-bottom: 1px solid #d9e2ec; text-align: right; font-variant-numeric: tabular-nums }
        th { font-weight: 600; color: #52606d; border-bottom: 1.5px solid #9fb3c8 } th.t, td.t { text-align: left }
        .doubt { border: 1.5px solid #b9770e; padding: 8px 10px; color: #7e5109; margin: 12px 0 } .n { color: #a61b1b } footer { margin-top: 24px; color: #829ab1 }
        """;

    public static string Html(AccountDay day, string madeAt)
    {
        var page = new StringBuilder();
        page.Append($"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Statement {E(day.Account.Id.Value)} {day.Date:yyyy-MM-dd}</title><style>{Style}</style></head><body>");
        page.Append($"<h1>Account statement</h1><p>{E(day.Account.Name)} · {E(day.Account.Id.Value)} · {day.Account.Mode} · {day.Date:yyyy-MM-dd} ({E(day.TimeZone)})</p>");
        if (day.Doubt is { } doubt) page.Append($"<div class=\"doubt\">{E(doubt)}</div>");
        page.Append("<h2>Totals</h2><table><thead><tr><th class=\"t\">Currency</th><th>Realised today</th><th>Unrealised</th><th>Commission</th></tr></thead><tbody>");
        foreach (var total in day.Totals)
            page.Append($"<tr><td class=\"t\">{E(total.Currency)}</td>{N(total.RealizedToday)}{N(total.Unrealized)}<td>{Money(total.Commission)}{(total.CommissionsUnknown > 0 ? $" (+{total.CommissionsUnknown} not told yet)" : "")}</td></tr>");
        page.Append("</tbody></table><h2>Positions</h2><table><thead><tr><th class=\"t\">Symbol</th><th>Quantity</th><th>Average cost</th><th>Price</th><th>Unrealised</th><th>Realised today</th></tr></thead><tbody>");
        foreach (var position in day.Positions)
            page.Append($"<tr><td class=\"t\">{E(position.Symbol.Value)}</td>{N(position.Quantity)}{N(position.AvgCost)}{N(position.MarketPrice)}{N(position.UnrealizedPnl)}{N(position.RealizedToday)}</tr>");
        page.Append("</tbody></table><h2>Executions</h2><table><thead><tr><th class=\"t\">Time (UTC)</th><th class=\"t\">Execution</th><th class=\"t\">Symbol</th><th class=\"t\">Side</th><th>Quantity</th><th>Price</th><th>Commission</th></tr></thead><tbody>");
        foreach (var fill in day.Fills)
            page.Append($"<tr><td class=\"t\">{fill.Execution.TransactTime.ToDateTimeOffset():HH:mm:ss}</td><td class=\"t\">{E(fill.Execution.ExecId.Value)}</td><td class=\"t\">{E(fill.Execution.Symbol.Value)}</td><td class=\"t\">{fill.Execution.Side}</td>{N(fill.Execution.LastQty)}{N(fill.Execution.LastPx)}{N(fill.Commission)}</tr>");
        page.Append($"</tbody></table><footer>Made {E(madeAt)} from the journal. A dash is a figure that is not known.</footer></body></html>");
        return page.ToString();
    }

    public static string Csv(AccountDay day)
    {
        var rows = new StringBuilder("type,date,account,symbol,side,quantity,price,realizedToday,unrealized,commission,currency,execId,transactTime\n");
        foreach (var position in day.Positions)
            Row(rows, "position", $"{day.Date:yyyy-MM-dd}", day.Account.Id.Value, position.Symbol.Value, "", D(position.Quantity), D(position.AvgCost),
                D(position.RealizedToday), D(position.UnrealizedPnl), "", position.Currency, "", "");
        foreach (var fill in day.Fills) Row(rows, Fill(day, fill));
        return rows.ToString();
    }

    public static void Row(StringBuilder rows, params string?[] cells) => rows.AppendJoin(',', cells.Select(Cell)).Append('\n');

    public static string D(decimal? value) => value?.ToString("0.############################", CultureInfo.InvariantCulture) ?? "";

    private static string?[] Fill(AccountDay day, ExecutionView fill) =>
    [
        "execution", $"{day.Date:yyyy-MM-dd}", day.Account.Id.Value, fill.Execution.Symbol.Value, $"{fill.Execution.Side}", D(fill.Execution.LastQty),
        D(fill.Execution.LastPx), "", "", D(fill.Commission), fill.CommissionCurrency, fill.Execution.ExecId.Value, $"{fill.Execution.TransactTime}",
    ];

    // A cell that a spreadsheet would take for a formula is text; a number may start with its sign.
    private static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        if (text[0] is '=' or '+' or '-' or '@' or '\t' && !decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out _)) text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string N(decimal? value) => value is { } known ? $"<td{(known < 0 ? " class=\"n\"" : "")}>{Money(known)}</td>" : "<td>–</td>";

    private static string Money(decimal value) => value.ToString("#,##0.00######", CultureInfo.InvariantCulture);

    private static string E(string text) => WebUtility.HtmlEncode(text);
}

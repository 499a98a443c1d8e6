using System.ComponentModel;
using System.Text;
using Oms.Engine;
using Oms.Server.Jobs;
using Oms.Storage.ReadModel;
using Oms.Trading;
using Oms.Trading.Accounts;

namespace Oms.Server.Reports;

/// <summary>Which accounts, and which day.</summary>
internal sealed record DayArgs
{
    [Description("Only this account; every account when it is left out")]
    public string? Account { get; init; }

    [Description("The day in New York, e.g. 2026-11-25; today when it is left out")]
    public DateOnly? Date { get; init; }

    /// <exception cref="JobFailedException">No such account.</exception>
    public IReadOnlyList<Account> Accounts(ReferenceData reference)
    {
        if (Account is null) return [.. reference.Accounts.OrderBy(account => account.Id.Value, StringComparer.Ordinal)];
        return [reference.Find(new AccountId(Account)) ?? throw new JobFailedException($"{JobArgs.Field}.account: no account {Account} is known")];
    }
}

/// <summary>A file that a run made.</summary>
internal sealed record MadeReport(Guid Id, string Title, long Bytes);

/// <summary>End-of-day account statements: a page and a table for each account.</summary>
internal sealed class StatementJob(AccountDays days, MediaStore media, ReferenceData reference, TimeProvider clock) : IJob<DayArgs>
{
    public async Task<object?> RunAsync(DayArgs args, JobContext run, CancellationToken ct)
    {
        var date = args.Date ?? AccountDays.Today(clock);
        var accounts = args.Accounts(reference);
        var made = new List<MadeReport>();
        foreach (var account in accounts)
        {
            run.Report(made.Count * 50 / accounts.Count, account.Id.Value);
            var day = await days.FoldAsync(account, date, run, ct);
            var name = $"statement-{account.Id}-{date:yyyy-MM-dd}";
            var title = $"Statement {account.Id} {date:yyyy-MM-dd}";
            made.Add(await SaveAsync(new(account.Firm, account.Id.Value, "statement", title, $"{name}.html", MediaStore.Html),
                StatementText.Html(day, $"{Instant.Now(clock)}")));
            made.Add(await SaveAsync(new(account.Firm, account.Id.Value, "statement", title, $"{name}.csv", MediaStore.Csv), StatementText.Csv(day)));
            run.Write($"{account.Id}: {day.Fills.Count} fills, {day.Positions.Count} positions");
        }

        return new { date, accounts = accounts.Count, reports = made };

        async Task<MadeReport> SaveAsync(MediaFile file, string text)
        {
            var report = await media.WriteAsync(file, text, run.RunId, ct);
            return new(report.Id, report.Title, report.Bytes);
        }
    }
}

/// <summary>End-of-day profit and loss of every account as a table.</summary>
internal sealed class PnlSnapshotJob(AccountDays days, MediaStore media, ReferenceData reference, TimeProvider clock) : IJob<DayArgs>
{
    public async Task<object?> RunAsync(DayArgs args, JobContext run, CancellationToken ct)
    {
        var date = args.Date ?? AccountDays.Today(clock);
        var totals = new List<object>();
        foreach (var account in args.Accounts(reference))
        {
            var day = await days.FoldAsync(account, date, run, ct);
            var rows = new StringBuilder("date,account,symbol,currency,quantity,avgCost,marketPrice,unrealizedPnl,realizedPnl,realizedToday\n");
            foreach (var p in day.Positions)
                StatementText.Row(rows, $"{date:yyyy-MM-dd}", account.Id.Value, p.Symbol.Value, p.Currency, StatementText.D(p.Quantity),
                    StatementText.D(p.AvgCost), StatementText.D(p.MarketPrice), StatementText.D(p.UnrealizedPnl), StatementText.D(p.RealizedPnl),
                    StatementText.D(p.RealizedToday));
            await media.WriteAsync(new(account.Firm, account.Id.Value, "pnl", $"P&L {account.Id} {date:yyyy-MM-dd}",
                $"pnl-{account.Id}-{date:yyyy-MM-dd}.csv", MediaStore.Csv), rows.ToString(), run.RunId, ct);
            totals.Add(new { account = account.Id.Value, day.Totals, day.Doubt });
        }

        return new { date, accounts = totals };
    }
}

/// <summary>What is exported.</summary>
internal enum ExportKind { Executions, Orders, Audit }

/// <summary>Which list, and of whom.</summary>
internal sealed record ExportArgs
{
    [Description("Executions, Orders or Audit")]
    public required ExportKind Kind { get; init; }

    [Description("The firm whose rows are exported")]
    public required string Firm { get; init; }

    [Description("Only this account")]
    public string? Account { get; init; }
}

/// <summary>A whole list as a table, for people who take it elsewhere.</summary>
internal sealed class ExportJob(ReadModelStore store, MediaStore media, TimeProvider clock) : IJob<ExportArgs>
{
    private const int RowsMax = 1_000_000;

    public async Task<object?> RunAsync(ExportArgs args, JobContext run, CancellationToken ct)
    {
        var firm = new FirmId(args.Firm);
        AccountId? account = args.Account is null ? null : new AccountId(args.Account);
        var rows = new StringBuilder();
        var count = args.Kind switch
        {
            ExportKind.Executions => await ExecutionsAsync(rows, firm, account, run, ct),
            ExportKind.Orders => await OrdersAsync(rows, firm, account, run, ct),
            _ => await AuditAsync(rows, firm, run, ct),
        };
        var name = $"{args.Kind}".ToLowerInvariant();
        var report = await media.WriteAsync(new(firm, args.Account, "export", $"{args.Kind} of {args.Account ?? args.Firm}",
            $"{name}-{args.Account ?? args.Firm}-{clock.GetUtcNow():yyyyMMdd-HHmmss}-{run.RunId}.csv", MediaStore.Csv), rows.ToString(), run.RunId, ct);
        return new { rows = count, report = new MadeReport(report.Id, report.Title, report.Bytes) };
    }

    private async Task<int> ExecutionsAsync(StringBuilder rows, FirmId firm, AccountId? account, JobContext run, CancellationToken ct)
    {
        rows.Append("execId,orderId,clOrdId,account,symbol,side,lastQty,lastPx,commission,commissionCurrency,exchange,transactTime,bookedAt,seq\n");
        return await PagesAsync(cursor => store.ExecutionsAsync(firm, new(account, Cursor: cursor, Limit: ReadModelStore.PageMax), ct), fill => StatementText.Row(rows,
            fill.Execution.ExecId.Value, fill.OrderId?.Value, fill.ClOrdId?.Value, fill.Execution.Account.Value, fill.Execution.Symbol.Value,
            $"{fill.Execution.Side}", StatementText.D(fill.Execution.LastQty), StatementText.D(fill.Execution.LastPx), StatementText.D(fill.Commission),
            fill.CommissionCurrency, fill.Execution.Exchange, $"{fill.Execution.TransactTime}", $"{fill.BookedAt}", $"{fill.Seq}"), run);
    }

    private async Task<int> OrdersAsync(StringBuilder rows, FirmId firm, AccountId? account, JobContext run, CancellationToken ct)
    {
        rows.Append("id,clOrdId,account,symbol,side,orderQty,ordType,price,timeInForce,ordStatus,cumQty,leavesQty,avgPx,placedBy,createdAt,updatedAt\n");
        return await PagesAsync(cursor => store.OrdersAsync(firm, new(account, Cursor: cursor, Limit: ReadModelStore.PageMax), ct), view => StatementText.Row(rows,
            view.Order.Id.Value, view.Order.Terms.ClOrdId.Value, view.Order.Terms.Account.Value, view.Order.Terms.Symbol.Value, $"{view.Order.Terms.Side}",
            StatementText.D(view.Order.Terms.OrderQty), $"{view.Order.Terms.OrdType}", StatementText.D(view.Order.Terms.Price),
            $"{view.Order.Terms.TimeInForce}", $"{view.Order.OrdStatus}", StatementText.D(view.Order.CumQty), StatementText.D(view.Order.LeavesQty),
            StatementText.D(view.Order.AvgPx), view.Order.PlacedBy.Name, $"{view.Order.Times.Created}", $"{view.Order.Times.Updated}"), run);
    }

    private async Task<int> AuditAsync(StringBuilder rows, FirmId firm, JobContext run, CancellationToken ct)
    {
        rows.Append("seq,at,by,action,target,detail,address\n");
        return await PagesAsync(cursor => store.AuditAsync(firm, new(Cursor: cursor, Limit: ReadModelStore.PageMax), ct), act => StatementText.Row(rows,
            $"{act.Seq}", $"{act.At}", act.By, act.Action, act.Target, act.Detail, act.Address), run);
    }

    private static async Task<int> PagesAsync<T>(Func<string?, Task<Page<T>>> read, Action<T> write, JobContext run)
    {
        var count = 0;
        string? cursor = null;
        do
        {
            var page = await read(cursor);
            foreach (var item in page.Items) write(item);
            count += page.Items.Count;
            if (count > RowsMax) throw new JobFailedException($"more than {RowsMax} rows; choose one account");
            run.Report(0, $"{count} rows");
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return count;
    }
}

using System.ComponentModel;
using Oms.Engine;
using Oms.Server.Jobs;
using Oms.Storage.ReadModel;
using Oms.Trading;
using Oms.Trading.Accounts;
using Oms.Trading.Orders;

namespace Oms.Server.Upkeep;

/// <summary>Where the canary sings.</summary>
internal sealed record CanaryArgs
{
    [Description("A paper account; the first one when it is left out")]
    public string? Account { get; init; }

    [Description("What is bought, far below the market")]
    public string Symbol { get; init; } = "SPY";
}

/// <summary>
/// A whole order's life on a paper account, from time to time: placed far below the market, acknowledged by the broker, canceled. The same run
/// started again uses the same clOrdId, so it never places a second order.
/// </summary>
internal sealed class OrderCanaryJob(ITradingDesk desk, ReadModelStore store, ReferenceData reference, QuoteBoard quotes, TimeProvider clock) : IJob<CanaryArgs>
{
    private const decimal BelowMarket = 0.97m; // Within the price collar of a fresh account, too far away to be filled at once.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(20);

    public async Task<object?> RunAsync(CanaryArgs args, JobContext run, CancellationToken ct)
    {
        var account = AccountOf(args);
        if (account.Mode is not TradingMode.Paper) throw new JobFailedException($"{account.Id} trades real money: a canary is for paper accounts");
        var instrument = reference.Find(new Symbol(args.Symbol)) ?? throw new JobFailedException($"no instrument {args.Symbol} is listed");
        var mark = quotes.Find(instrument.Symbol)?.Mark ?? throw new InvalidOperationException($"no price of {args.Symbol} is known");
        var price = Math.Floor(mark * BelowMarket / instrument.TickSize) * instrument.TickSize;
        var terms = new OrderTerms(account.Id, new ClOrdId($"canary-{run.RunId}"), instrument.Symbol, Side.Buy, instrument.LotSize, OrdType.Limit, price, TimeInForce.Day);
        var by = new Actor("canary", account.Firm);
        var placed = clock.GetTimestamp();
        var answer = await desk.PlaceAsync(terms, by, ct);
        if (answer.Decision is Decision.Denied denied) throw new InvalidOperationException($"denied: {denied.First.Code} {denied.First.Detail}");
        var working = await UntilAsync(account, terms.ClOrdId, order => order.Working is not OrdStatus.PendingNew, ct);
        var acknowledged = clock.GetElapsedTime(placed);
        run.Write($"{working.OrdStatus} after {acknowledged.TotalMilliseconds:0} ms");
        if (working.IsClosed) throw new InvalidOperationException($"the order is {working.OrdStatus}: {working.Text}");
        await desk.CancelAsync(working, by, ct);
        var ended = await UntilAsync(account, terms.ClOrdId, order => order.IsClosed, ct);
        var whole = clock.GetElapsedTime(placed);
        if (ended.OrdStatus is not OrdStatus.Canceled) throw new JobFailedException($"the canary ended {ended.OrdStatus} with {ended.CumQty} filled");
        return new { account = account.Id.Value, orderId = ended.Id.Value, price, acknowledgedMs = (long)acknowledged.TotalMilliseconds, wholeMs = (long)whole.TotalMilliseconds };
    }

    private Account AccountOf(CanaryArgs args) => args.Account is { } id
        ? reference.Find(new AccountId(id)) ?? throw new JobFailedException($"no account {id} is known")
        : reference.Accounts.Where(account => account.Mode is TradingMode.Paper).OrderBy(account => account.Id.Value, StringComparer.Ordinal).FirstOrDefault()
            ?? throw new JobFailedException("there is no paper account");

    private async Task<Order> UntilAsync(Account account, ClOrdId clOrdId, Func<Order, bool> isSo, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(AnswerMax, clock);
        while (true)
        {
            var order = (await store.OrderAsync(account.Firm, account.Id, clOrdId, ct))?.Order;
            if (order is not null && isSo(order)) return order;
            if (patience.IsCancellationRequested) throw new TimeoutException($"order {clOrdId} is {order?.OrdStatus.ToString() ?? "not seen"} after {AnswerMax.TotalSeconds} s");
            await Task.Delay(Look, clock, ct);
        }
    }
}

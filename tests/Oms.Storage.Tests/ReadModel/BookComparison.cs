using System.Text.Json;
using Oms.Engine.Journal;
using Oms.Storage.ReadModel;
using Oms.Trading;
using Oms.Trading.Orders;

namespace Oms.Storage.Tests.ReadModel;

/// <summary>The read model must say what a fresh fold of the journal says.</summary>
internal static class BookComparison
{
    private static readonly FirmId Nobody = new("");

    public static async Task AssertSameAsync(ReadModelStore store, MemoryJournal journal)
    {
        var book = Desk.Fold(journal);
        foreach (var firm in (FirmId[])[RandomTrading.Alpha, RandomTrading.Beta, Nobody])
        {
            await AssertOrdersAsync(store, book, firm);
            await AssertExecutionsAsync(store, book, firm);
            await AssertStandingAsync(store, book, firm);
        }

        Assert.Equal(Sorted(book.Instruments.Values), Sorted(await store.InstrumentsAsync(default)));
        Assert.Equal(book.Link, (await store.BrokerLinkAsync(default))?.State);
        await AssertEventsAsync(store, journal);
        Assert.Equal(journal.Rows.Count, await store.CheckpointAsync(default));
    }

    public static async Task<List<T>> AllAsync<T>(Func<string?, Task<Page<T>>> read)
    {
        var all = new List<T>();
        string? cursor = null;
        do
        {
            var page = await read(cursor);
            all.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return all;
    }

    private static async Task AssertOrdersAsync(ReadModelStore store, TradingBook book, FirmId firm)
    {
        var orders = book.Orders.Values.Where(order => order.Firm == firm).ToList();
        var read = await AllAsync(cursor => store.OrdersAsync(firm, new(Cursor: cursor, Limit: 37), default));
        var open = await AllAsync(cursor => store.OrdersAsync(firm, new(Scope: OrderScope.Open, Cursor: cursor), default));

        Assert.Equal(Sorted(orders), Sorted(read.Select(view => view.Order)));
        Assert.Equal(Sorted(orders.Where(order => !order.IsClosed)), Sorted(open.Select(view => view.Order)));
        Assert.Equal(read.OrderByDescending(view => view.CreatedSeq).Select(view => view.Order.Id), read.Select(view => view.Order.Id));
    }

    private static async Task AssertExecutionsAsync(ReadModelStore store, TradingBook book, FirmId firm)
    {
        var read = await AllAsync(cursor => store.ExecutionsAsync(firm, new(Cursor: cursor, Limit: 41), default));
        Assert.Equal(read.Count, read.DistinctBy(view => view.Execution.ExecId).Count());
        Assert.All(read, view => Assert.Equal(book.Executions[view.Execution.ExecId], view.OrderId));
        foreach (var order in book.Orders.Values.Where(order => order.Firm == firm))
        {
            var fills = read.FindAll(view => view.OrderId == order.Id && view.CorrectedBy is null);
            var charged = fills.Exists(view => view.Commission is not null) ? fills.Sum(view => view.Commission ?? 0) : (decimal?)null;
            Assert.Equal((order.CumQty, order.Commission), (fills.Sum(view => view.Execution.LastQty), charged));
            Assert.Equal(order.Notional, fills.Sum(view => view.Execution.LastQty * view.Execution.LastPx));
        }
    }

    private static async Task AssertStandingAsync(ReadModelStore store, TradingBook book, FirmId firm)
    {
        var positions = await store.PositionsAsync(firm, null, default);
        var accounts = await store.AccountsAsync(firm, default);
        var switches = await store.KillSwitchesAsync(firm, default);

        Assert.Equal(
            Sorted(book.Positions.Values.Where(position => FirmOf(book, position.Key.Account) == firm)),
            Sorted(positions.Select(view => view.Position)));
        Assert.Equal(Sorted(book.Accounts.Values.Where(account => account.Firm == firm)), Sorted(accounts.Select(view => view.Account)));
        Assert.All(switches, view => Assert.Equal(view.Account is { } of ? book.KillSwitchOf(of) : book.KillSwitchOf(firm), view.Switch));
        foreach (var account in accounts)
        {
            var id = account.Account.Id;
            Assert.Equal(book.OpenOrders.Count(open => book.Orders[open].Terms.Account == id), account.OpenOrders);
            Assert.Equal(book.KillSwitchOf(id), account.KillSwitch);
            Assert.Equal(Json(book.LimitsOf(id)), Json(await store.LimitsAsync(firm, id, default)));
        }
    }

    private static async Task AssertEventsAsync(ReadModelStore store, MemoryJournal journal)
    {
        var events = journal.Rows.ConvertAll(row => (row.Seq, Event: EventCodec.Decode(row)));
        var denials = new List<DenialView>();
        var acts = new List<AuditView>();
        foreach (var firm in (FirmId[])[RandomTrading.Alpha, RandomTrading.Beta, Nobody])
        {
            denials.AddRange(await AllAsync(cursor => store.DenialsAsync(firm, new(Cursor: cursor, Limit: 10), default)));
            acts.AddRange(await AllAsync(cursor => store.AuditAsync(firm, new(Cursor: cursor, Limit: 10), default)));
        }

        var denied = events.FindAll(e => e.Event is OrderEvent.Denied or OrderEvent.ReplaceDenied).ConvertAll(e => e.Seq);
        Assert.Equal(denied, denials.Select(view => view.Seq).Order());
        Assert.All(denials, view => Assert.True(view.Denials.Length > 0 && (view.Terms is null) != (view.Replace is null)));
        Assert.Equal(events.FindAll(e => e.Event is AuditEvent).ConvertAll(e => e.Seq), acts.Select(view => view.Seq).Order());
    }

    private static FirmId FirmOf(TradingBook book, AccountId account) =>
        book.Accounts.TryGetValue(account, out var known) ? known.Firm : Nobody;

    private static List<string> Sorted<T>(IEnumerable<T> values) => [.. values.Select(Json).Order()];

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, EventJson.Options);
}

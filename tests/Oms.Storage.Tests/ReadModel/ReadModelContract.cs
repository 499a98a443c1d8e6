using System.Data.Common;
using Microsoft.Extensions.Logging.Abstractions;
using Oms.Storage.ReadModel;
using Oms.Trading;
using Oms.Trading.Accounts;
using Oms.Trading.Broker;
using Oms.Trading.Orders;

namespace Oms.Storage.Tests.ReadModel;

/// <summary>What the read model keeps on every database.</summary>
public abstract class ReadModelContract : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TickingClock _clock = new();
    private readonly MemoryJournal _journal = new();
    private readonly StorageMetrics _metrics = new();
    private readonly int _seed = Environment.TickCount;
    private ReadModelDatabase? _database;

    private ReadModelDatabase Database => _database ??= CreateDatabase();

    private ReadModelStore Store => new(Database);

    public abstract ValueTask InitializeAsync();

    public virtual async ValueTask DisposeAsync()
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {_seed}");
        if (_database is not null) await _database.DisposeAsync();
        _metrics.Dispose();
        GC.SuppressFinalize(this);
    }

    protected abstract ReadModelDatabase CreateDatabase();

    /// <summary>A connection past the read model, for doing damage.</summary>
    protected abstract DbConnection ConnectRaw();

    [Fact]
    public async Task The_read_model_equals_a_fresh_fold()
    {
        await using var desk = await Desk.StartAsync(_journal, _clock);
        using var projector = await StartAsync(desk);
        var trading = new RandomTrading(_seed);
        await trading.SetUpAsync(desk);

        await trading.RunAsync(desk, 1500);

        await CaughtUpAsync(projector);
        await BookComparison.AssertSameAsync(Store, _journal);
    }

    [Fact]
    public async Task Restarts_in_the_middle_change_nothing()
    {
        var trading = new RandomTrading(_seed);
        for (var i = 0; i < 4; i++)
        {
            await using var desk = await Desk.StartAsync(_journal, _clock);
            if (i == 0) await trading.SetUpAsync(desk);
            using var projector = await StartAsync(desk);
            await trading.RunAsync(desk, 150);
            await projector.WaitForAsync(_journal.Rows.Count - 40, Patience, default);
            await projector.StopAsync(default); // Wherever it stands.
            await trading.RunAsync(desk, 50);
        }

        await using var last = await Desk.StartAsync(_journal, _clock);
        using var final = await StartAsync(last);
        await CaughtUpAsync(final);
        await BookComparison.AssertSameAsync(Store, _journal);
    }

    [Fact]
    public async Task Another_schema_version_is_built_again()
    {
        await ProjectAsync(200);
        await ExecuteAsync("UPDATE checkpoint SET version = version + 1");
        await ExecuteAsync("UPDATE orders SET state = 'of another time', ord_status = 'Odd'");

        await ProjectAsync(0);

        await BookComparison.AssertSameAsync(Store, _journal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    public async Task A_journal_restored_from_an_older_backup_is_read_again(int tradedSince)
    {
        await ProjectAsync(100);
        _journal.CutAfter(_journal.Rows.Count - 50);

        await ProjectAsync(tradedSince);

        await BookComparison.AssertSameAsync(Store, _journal);
    }

    [Fact]
    public async Task An_event_is_never_applied_twice()
    {
        await ProjectAsync(200);
        var rows = _journal.Rows.ConvertAll(row => new Engine.Committed(
            row.Seq, row.At, Engine.Journal.EventCodec.Decode(row), null, null));

        await using var writer = await ReadModelWriter.OpenAsync(Database, default);
        await writer.ApplyAsync(rows, default);

        await BookComparison.AssertSameAsync(Store, _journal);
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await writer.ApplyAsync([rows[^1] with { Seq = rows[^1].Seq + 2 }], default));
    }

    [Fact]
    public async Task Of_two_projectors_on_one_read_model_one_fails()
    {
        await ProjectAsync(10);
        await using var stale = await ReadModelWriter.OpenAsync(Database, default);
        await ProjectAsync(10);

        var next = _journal.Rows[(int)stale.Checkpoint];
        var e = new Engine.Committed(next.Seq, next.At, Engine.Journal.EventCodec.Decode(next), null, null);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await stale.ApplyAsync([e], default));
        await BookComparison.AssertSameAsync(Store, _journal);
    }

    [Fact]
    public async Task A_failing_database_is_reported_and_tried_again()
    {
        await using var desk = await Desk.StartAsync(_journal, _clock);
        using var projector = await StartAsync(desk);
        await new RandomTrading(_seed).SetUpAsync(desk);
        await CaughtUpAsync(projector);
        var seen = projector.Checkpoint;
        await ExecuteAsync("ALTER TABLE audit RENAME TO audit_gone");

        var answer = await desk.SubmitAsync(new Command.Audit(new(Actor.System, "Looked", "x", "", null)));

        Assert.False(await projector.WaitForAsync(answer.Seq, TimeSpan.FromMilliseconds(100), default));
        Assert.Equal((seen, answer.Seq - seen), (projector.Checkpoint, projector.Lag));
        Assert.Contains("audit", projector.LastError, StringComparison.Ordinal);
        await ExecuteAsync("ALTER TABLE audit_gone RENAME TO audit");
        await CaughtUpAsync(projector);
        Assert.Equal((0, null), (projector.Lag, projector.LastError));
        await BookComparison.AssertSameAsync(Store, _journal);
    }

    [Fact]
    public async Task Nothing_of_a_firm_shows_to_another()
    {
        await ProjectAsync(400);
        var (alpha, beta) = (RandomTrading.Alpha, RandomTrading.Beta);
        var own = (await Store.OrdersAsync(alpha, new(Limit: 1), default)).Items[0].Order;

        Assert.NotNull(await Store.OrderAsync(alpha, own.Id, default));
        Assert.Null(await Store.OrderAsync(beta, own.Id, default));
        Assert.Equal(own.Id, (await Store.OrderAsync(alpha, own.Terms.Account, own.Terms.ClOrdId, default))?.Order.Id);
        Assert.Null(await Store.OrderAsync(beta, own.Terms.Account, own.Terms.ClOrdId, default));
        Assert.Empty((await Store.OrdersAsync(beta, new(own.Terms.Account), default)).Items);
        Assert.Empty((await Store.ExecutionsAsync(beta, new(own.Terms.Account), default)).Items);
        Assert.Empty((await Store.ExecutionsAsync(beta, new(OrderId: own.Id), default)).Items);
        Assert.Empty((await Store.DenialsAsync(beta, new(own.Terms.Account), default)).Items);
        Assert.Empty(await Store.PositionsAsync(beta, own.Terms.Account, default));
        Assert.Null(await Store.LimitsAsync(beta, own.Terms.Account, default));
        Assert.All((await Store.AuditAsync(beta, new(), default)).Items, act => Assert.Equal(beta, act.Firm));
    }

    [Fact]
    public async Task Pages_cover_a_list_once_while_it_grows()
    {
        await using var desk = await Desk.StartAsync(_journal, _clock);
        using var projector = await StartAsync(desk);
        for (var i = 0; i < 25; i++) await desk.SubmitAsync(new Command.Audit(new(new("a", RandomTrading.Alpha), $"Act{i}", "t", "", null)));
        await CaughtUpAsync(projector);

        var first = await Store.AuditAsync(RandomTrading.Alpha, new(Limit: 10), default);
        await desk.SubmitAsync(new Command.Audit(new(new("a", RandomTrading.Alpha), "Later", "t", "", null)));
        await CaughtUpAsync(projector);
        var second = await Store.AuditAsync(RandomTrading.Alpha, new(Cursor: first.NextCursor, Limit: 10), default);
        var third = await Store.AuditAsync(RandomTrading.Alpha, new(Cursor: second.NextCursor, Limit: 10), default);

        AuditView[] all = [.. first.Items, .. second.Items, .. third.Items];
        Assert.Equal(Enumerable.Range(0, 25).Reverse().Select(i => $"Act{i}"), all.Select(act => act.Action));
        Assert.Null(third.NextCursor);
        await Assert.ThrowsAsync<FormatException>(() => Store.AuditAsync(RandomTrading.Alpha, new(Cursor: "tomorrow"), default));
        Assert.Single((await Store.AuditAsync(RandomTrading.Alpha, new(By: "a", Action: "Act7", Target: "t"), default)).Items);
    }

    [Fact]
    public async Task Costs_of_external_fills_are_booked_before_and_after_the_fill()
    {
        await using var desk = await Desk.StartAsync(_journal, _clock);
        using var projector = await StartAsync(desk);
        var account = new AccountId("DU7");
        Execution Fill(string id) => new(new(id), account, new("AAPL"), Side.Buy, 10, 5, new(7), "ARCA");

        await desk.ReportAsync(new BrokerReport.Commissioned(new("X1"), new(1.25m, "USD", null)));
        await desk.ReportAsync(new BrokerReport.Executed(new(null, null), Fill("X1")));
        await desk.ReportAsync(new BrokerReport.Executed(new(null, null), Fill("X2")));
        await desk.ReportAsync(new BrokerReport.Commissioned(new("X2"), new(2.50m, "USD", null)));
        await desk.SubmitAsync(new Command.OpenAccount(
            new(account, RandomTrading.Alpha, "late", "USD", TradingMode.Paper), Actor.System));

        await CaughtUpAsync(projector);
        var fills = (await Store.ExecutionsAsync(RandomTrading.Alpha, new(account), default)).Items;
        Assert.Equal([("X2", 2.50m), ("X1", 1.25m)], fills.Select(view => (view.Execution.ExecId.Value, view.Commission ?? 0)));
        Assert.All(fills, view => Assert.Equal(Fill(view.Execution.ExecId.Value), view.Execution));
        Assert.Equal(20, Assert.Single(await Store.PositionsAsync(RandomTrading.Alpha, account, default)).Position.Quantity);
    }

    private protected async Task<Projector> StartAsync(Desk desk)
    {
        var projector = new Projector(desk.Feed, Database, new(TimeProvider.System), Task.CompletedTask, _metrics, TimeProvider.System,
            NullLogger<Projector>.Instance);
        await projector.StartAsync(default);
        return projector;
    }

    protected async Task CaughtUpAsync(Projector projector) =>
        Assert.True(await projector.WaitForAsync(_journal.Rows.Count, Patience, default), $"stands still: {projector.LastError}");

    protected async Task ProjectAsync(int steps)
    {
        await using var desk = await Desk.StartAsync(_journal, _clock);
        var trading = new RandomTrading(_seed + _journal.Rows.Count, _journal.Rows.Count * 10);
        if (desk.Book.Accounts.Count == 0) await trading.SetUpAsync(desk);
        await trading.RunAsync(desk, steps);
        using var projector = await StartAsync(desk);
        await CaughtUpAsync(projector);
        await projector.StopAsync(default);
    }

    private protected MemoryJournal Written => _journal;

    protected async Task ExecuteAsync(string sql)
    {
        await using var connection = ConnectRaw();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}

using Oms.Engine;
using Oms.Engine.Journal;
using Oms.Trading.Broker;
using Oms.Trading.Instruments;
using Oms.Trading.Orders;

namespace Oms.Certificate.Tests;

/// <summary>A broker link that does what the real one does. Each bug breaks one rule of it.</summary>
internal abstract class BrokerWithBug(IBroker inner) : IBroker
{
    public BrokerStatus Status => inner.Status;

    public virtual Task RunAsync(Func<BrokerReport, CancellationToken, ValueTask> report, CancellationToken ct) => inner.RunAsync(report, ct);

    public virtual ValueTask<SendOutcome> PlaceAsync(Order order, Instrument instrument, CancellationToken ct) =>
        inner.PlaceAsync(order, instrument, ct);

    public ValueTask<SendOutcome> CancelAsync(Order order, CancellationToken ct) => inner.CancelAsync(order, ct);

    public ValueTask<SendOutcome> ReplaceAsync(Order order, Instrument instrument, ReplaceTerms terms, CancellationToken ct) =>
        inner.ReplaceAsync(order, instrument, terms, ct);

    public ValueTask WatchAsync(Instrument instrument, CancellationToken ct) => inner.WatchAsync(instrument, ct);

    public ValueTask SynchronizeAsync(CancellationToken ct) => inner.SynchronizeAsync(ct);

    public ValueTask ReconnectAsync(CancellationToken ct) => inner.ReconnectAsync(ct);
}

/// <summary>De-duplication skipped: an execution that is repeated passes for a new one.</summary>
internal sealed class CountsRepeatedFills(IBroker inner) : BrokerWithBug(inner)
{
    private readonly Dictionary<string, int> _seen = [];

    public override Task RunAsync(Func<BrokerReport, CancellationToken, ValueTask> report, CancellationToken ct) =>
        base.RunAsync((fact, token) => report(fact is BrokerReport.Executed fill ? Renamed(fill) : fact, token), ct);

    private BrokerReport.Executed Renamed(BrokerReport.Executed fill)
    {
        var id = fill.Execution.ExecId.Value;
        var times = _seen[id] = _seen.GetValueOrDefault(id) + 1;
        return times == 1 ? fill : fill with { Execution = fill.Execution with { ExecId = new($"{id}#{times}") } };
    }
}

/// <summary>A send in doubt is sent once more, as a new order, when the link is back.</summary>
internal sealed class ResendsOnDoubt(IBroker inner, TimeProvider clock) : BrokerWithBug(inner)
{
    private const int OtherId = 100_000;

    public override async ValueTask<SendOutcome> PlaceAsync(Order order, Instrument instrument, CancellationToken ct)
    {
        var outcome = await base.PlaceAsync(order, instrument, ct);
        if (outcome is not SendOutcome.InDoubt) return outcome;
        await Task.Delay(TimeSpan.FromSeconds(10), clock, ct);
        return await base.PlaceAsync(order with { BrokerOrderId = order.BrokerOrderId + OtherId }, instrument, ct);
    }
}

/// <summary>Doubt forgotten at a reconnect: what the broker shows between link up and in step is not looked at.</summary>
internal sealed class ForgetsTheDoubt(IBroker inner) : BrokerWithBug(inner)
{
    private bool _isReading;

    public override Task RunAsync(Func<BrokerReport, CancellationToken, ValueTask> report, CancellationToken ct) => base.RunAsync((fact, token) =>
    {
        _isReading = fact is BrokerReport.LinkUp || _isReading && fact is not (BrokerReport.Synchronized or BrokerReport.LinkDown);
        return _isReading && fact is not BrokerReport.LinkUp ? ValueTask.CompletedTask : report(fact, token);
    }, ct);
}

/// <summary>Every seventh fill falls under the table, however often it is told.</summary>
internal sealed class DropsFills(IBroker inner) : BrokerWithBug(inner)
{
    public override Task RunAsync(Func<BrokerReport, CancellationToken, ValueTask> report, CancellationToken ct) =>
        base.RunAsync((fact, token) => fact is BrokerReport.Executed fill && fill.Execution.ExecId.Value.Contains("7.01", StringComparison.Ordinal)
            ? ValueTask.CompletedTask
            : report(fact, token), ct);
}

/// <summary>Sent before it is journaled: an append is called durable when it has only begun.</summary>
internal sealed class AnswersBeforeItIsDurable(IJournal inner) : IJournal
{
    private Task _written = Task.CompletedTask;

    public ValueTask<JournalLease?> ReadLeaseAsync(CancellationToken ct) => inner.ReadLeaseAsync(ct);

    public ValueTask<JournalHead> OpenAsync(CancellationToken ct) => inner.OpenAsync(ct);

    public ValueTask AppendAsync(IReadOnlyList<JournalRow> rows)
    {
        _written = WriteAsync(_written, [.. rows]);
        return ValueTask.CompletedTask;
    }

    public IAsyncEnumerable<JournalRow> ReadAsync(long fromSeq, CancellationToken ct) => inner.ReadAsync(fromSeq, ct);

    public IAsyncEnumerable<JournalRow> ReadSubjectAsync(string subject, long fromSeq, int limit, CancellationToken ct) =>
        inner.ReadSubjectAsync(subject, fromSeq, limit, ct);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private async Task WriteAsync(Task before, JournalRow[] rows)
    {
        await before;
        await inner.AppendAsync(rows);
    }
}

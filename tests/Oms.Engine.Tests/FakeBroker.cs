using System.Collections.Concurrent;
using Oms.Trading;
using Oms.Trading.Broker;
using Oms.Trading.Instruments;
using Oms.Trading.Orders;

namespace Oms.Engine.Tests;

/// <summary>A broker that outlives the engine: it remembers the orders it got and shows them after each connect, as the real one does.</summary>
internal sealed class FakeBroker : IBroker
{
    private readonly ConcurrentDictionary<OrderId, Order> _open = new();
    private Func<BrokerReport, CancellationToken, ValueTask>? _report;

    /// <summary>What was asked, in order, e.g. <c>place A1</c>.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>What was asked about orders, questions for everything aside.</summary>
    public IEnumerable<string> Requests => Calls.Where(call => call is not ("synchronize" or "reconnect"));

    /// <summary>What a call does; the default takes the request and says that it was sent.</summary>
    public Func<string, CancellationToken, ValueTask<SendOutcome>> OnCall { get; set; } =
        (_, _) => new(new SendOutcome.Sent());

    /// <summary>Completes when a new link that was asked for has shown everything.</summary>
    public TaskCompletionSource Reconnected { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Acknowledge at once what arrives.</summary>
    public bool IsAnswering { get; set; } = true;

    public BrokerStatus Status { get; private set; } = new(LinkState.Disconnected, default, "fake", 0, 0, null, null, 0);

    public async Task RunAsync(Func<BrokerReport, CancellationToken, ValueTask> report, CancellationToken ct)
    {
        _report = report;
        try
        {
            await report(new BrokerReport.LinkUp("fake", 1), ct);
            await ShowAsync(ct);
            await Task.Delay(Timeout.Infinite, ct);
        }
        finally
        {
            Status = Status with { State = LinkState.Disconnected };
        }
    }

    public async ValueTask<SendOutcome> PlaceAsync(Order order, Instrument instrument, CancellationToken ct)
    {
        var outcome = await CallAsync("place", order, ct);
        if (outcome is SendOutcome.Sent) _open[order.Id] = order;
        if (outcome is SendOutcome.Sent && IsAnswering) await ReportAsync(Acknowledged(order));
        return outcome;
    }

    public async ValueTask<SendOutcome> CancelAsync(Order order, CancellationToken ct)
    {
        var outcome = await CallAsync("cancel", order, ct);
        if (outcome is SendOutcome.Sent && IsAnswering && _open.TryRemove(order.Id, out _))
            await ReportAsync(new BrokerReport.Closed(new(order.Id, null), false, "canceled"));
        return outcome;
    }

    public ValueTask<SendOutcome> ReplaceAsync(Order order, Instrument instrument, ReplaceTerms terms, CancellationToken ct) =>
        CallAsync("replace", order, ct);

    public ValueTask WatchAsync(Instrument instrument, CancellationToken ct) => ValueTask.CompletedTask;

    public async ValueTask SynchronizeAsync(CancellationToken ct)
    {
        Calls.Enqueue("synchronize");
        await OnCall("synchronize", ct);
        await ShowAsync(ct);
    }

    public async ValueTask ReconnectAsync(CancellationToken ct)
    {
        Calls.Enqueue("reconnect");
        await OnCall("reconnect", ct);
        await ReportAsync(new BrokerReport.LinkDown("asked for"));
        await ReportAsync(new BrokerReport.LinkUp("fake", 1));
        await ShowAsync(ct);
        Reconnected.TrySetResult();
    }

    public ValueTask ReportAsync(BrokerReport report) =>
        _report?.Invoke(report, CancellationToken.None) ?? throw new InvalidOperationException("the broker does not run");

    private async ValueTask<SendOutcome> CallAsync(string verb, Order order, CancellationToken ct)
    {
        var call = $"{verb} {order.Terms.ClOrdId}";
        Calls.Enqueue(call);
        return await OnCall(call, ct);
    }

    private async ValueTask ShowAsync(CancellationToken ct)
    {
        foreach (var order in _open.Values) await ReportAsync(Acknowledged(order));
        Status = Status with { State = LinkState.Ready };
        await ReportAsync(new BrokerReport.Synchronized());
    }

    private static BrokerReport.Acknowledged Acknowledged(Order order) =>
        new(new(order.Id, order.BrokerOrderId), 1000 + order.BrokerOrderId, "Submitted", order.Terms.OrderQty, order.Terms.Price);
}

using Oms.Engine;
using Oms.Trading.Broker;
using Oms.Trading.Instruments;
using Oms.Trading.Orders;

namespace Oms.Certificate.Simulation;

/// <summary>The broker link of one program: one session at a time, each new one reads everything before it is called ready.</summary>
internal sealed class SimulatedBroker(World world, FaultPlan faults, Counterparty counterparty, SimulatedProcess process, QuoteBoard quotes) : IBroker
{
    private static readonly TimeSpan BackOffMax = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PacingMax = TimeSpan.FromMilliseconds(1);

    private Session? _session;
    private bool _isSynchronizing;

    public BrokerStatus Status { get; private set; } = new(LinkState.Disconnected, default, "simulated", 0, 1, null, null, 0);

    public async Task RunAsync(Func<BrokerReport, CancellationToken, ValueTask> report, CancellationToken ct)
    {
        while (true)
        {
            if (counterparty.Connect() is { } session) await LiveAsync(session, report, ct);
            await Task.Delay(world.UpTo(BackOffMax), process.Clock, ct);
        }
    }

    public ValueTask<SendOutcome> PlaceAsync(Order order, Instrument instrument, CancellationToken ct) =>
        SendAsync(() => counterparty.Place(order.BrokerOrderId, order, order.Terms.OrderQty, order.Terms.Price));

    public ValueTask<SendOutcome> CancelAsync(Order order, CancellationToken ct) =>
        SendAsync(() => counterparty.Cancel(order.BrokerOrderId));

    public ValueTask<SendOutcome> ReplaceAsync(Order order, Instrument instrument, ReplaceTerms terms, CancellationToken ct) =>
        SendAsync(() => counterparty.Place(order.BrokerOrderId, order, terms.OrderQty, terms.Price));

    public ValueTask WatchAsync(Instrument instrument, CancellationToken ct) => ValueTask.CompletedTask;

    public ValueTask SynchronizeAsync(CancellationToken ct)
    {
        if (_isSynchronizing || _session is not { } session) return ValueTask.CompletedTask;
        _isSynchronizing = true;
        session.ToBroker(counterparty.AskExecutions);
        return ValueTask.CompletedTask;
    }

    public ValueTask ReconnectAsync(CancellationToken ct)
    {
        _session?.Close();
        return ValueTask.CompletedTask;
    }

    private async Task LiveAsync(Session session, Func<BrokerReport, CancellationToken, ValueTask> report, CancellationToken ct)
    {
        (_session, _isSynchronizing) = (session, false);
        var wasUp = false;
        try
        {
            while (await session.ReadAsync(ct) is { } message)
            {
                wasUp |= message.Mark is Mark.NextId;
                await HandleAsync(session, message, report, ct);
                if (faults.Takes(Fault.KillAfterReport)) process.Kill();
            }
        }
        finally
        {
            _session = null;
            quotes.Clear();
            Show(LinkState.Disconnected);
            session.Close();
            if (wasUp) await report(new BrokerReport.LinkDown("the session ended"), ct);
        }
    }

    private async ValueTask HandleAsync(
        Session session, Message message, Func<BrokerReport, CancellationToken, ValueTask> report, CancellationToken ct)
    {
        switch (message)
        {
            case { Mark: Mark.NextId }: await UpAsync(message.NextId, report, ct); break;
            case { Report: { } fact }: await report(fact, ct); break;
            case { Mark: Mark.ExecutionsEnd } when _isSynchronizing: session.ToBroker(counterparty.AskOpenOrders); break;
            case { Mark: Mark.OpenOrdersEnd } when _isSynchronizing: session.ToBroker(counterparty.AskCompletedOrders); break;
            case { Mark: Mark.CompletedOrdersEnd } when _isSynchronizing:
                _isSynchronizing = false;
                await report(new BrokerReport.Synchronized(), ct);
                Show(LinkState.Ready);
                break;
            case { Mark: Mark.UpstreamLost }:
                quotes.Clear();
                _isSynchronizing = false;
                Show(LinkState.Disconnected);
                await report(new BrokerReport.LinkDown("1100"), ct);
                break;
            case { Mark: Mark.UpstreamBack }: await UpAsync(1, report, ct); break;
            default: break;
        }
    }

    private async ValueTask UpAsync(int nextId, Func<BrokerReport, CancellationToken, ValueTask> report, CancellationToken ct)
    {
        Show(LinkState.Synchronizing);
        await report(new BrokerReport.LinkUp("simulated", nextId), ct);
        await SynchronizeAsync(ct);
    }

    private async ValueTask<SendOutcome> SendAsync(Action arrive)
    {
        if (faults.Takes(Fault.KillBeforeSend)) process.Kill();
        await Task.Delay(world.UpTo(PacingMax), process.Clock);
        if (_session is not { IsOpen: true } session) return new SendOutcome.NotSent("the broker is not connected");
        if (faults.Takes(Fault.SendNotSent)) return new SendOutcome.NotSent("the pacing queue is full");
        if (faults.Takes(Fault.SendLostInDoubt)) return Broken(session);
        session.ToBroker(arrive);
        if (faults.Takes(Fault.KillAfterSend)) process.Kill();
        return faults.Takes(Fault.SendArrivedInDoubt) ? Broken(session) : new SendOutcome.Sent();
    }

    // What was written before the line broke arrives; whether it did cannot be known here.
    private static SendOutcome.InDoubt Broken(Session session)
    {
        session.Close();
        return new("the socket broke while it was written");
    }

    private void Show(LinkState state) => Status = Status with { State = state };
}

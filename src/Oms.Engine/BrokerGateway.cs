using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Oms.Trading;
using Oms.Trading.Broker;
using Oms.Trading.Instruments;
using Oms.Trading.Orders;
using Oms.Trading.Reconciliation;

namespace Oms.Engine;

/// <summary>
/// Carries journaled intents to the broker. It acts on what the journal holds and on nothing else, once; when it cannot know whether a
/// request left, it says so and never sends again.
/// </summary>
public sealed class BrokerGateway(
    IBroker broker, Sequencer sequencer, EventFeed feed, ReferenceData reference, ILogger<BrokerGateway> logger)
{
    private const int InFlightMax = 256;

    // How a request ended is for its own report to say.
    private const ConfigureAwaitOptions Settled =
        ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext;

    // The last request on its way for each order: a cancel waits for the order it cancels, not for those of others.
    private readonly ConcurrentDictionary<OrderId, Task> _inFlight = new();

    /// <summary>Runs until cancelled, from the event after <paramref name="afterSeq"/> on.</summary>
    public async Task RunAsync(long afterSeq, CancellationToken ct)
    {
        try
        {
            await foreach (var committed in feed.FollowAsync(afterSeq, ct))
            {
                if (committed.Event is InstrumentEvent.Listed listed) await broker.WatchAsync(listed.Instrument, ct);
                if (committed.Event is OrderEvent e && RequestOf(e) is { } request) await CarryAsync(committed, e, request, ct);
                if (committed.Event is ReconciliationEvent.CancelAsked && committed.Order is { } wanted && IsOfThisLink(committed))
                    Track(wanted.Id, CancelClosedAsync(wanted, ct));
                if (committed is { Event: OrderEvent.DoubtRaised, Order: { } doubted } && IsOfThisLink(committed)) await AskAsync(doubted, ct);
                if (_inFlight.Count >= InFlightMax) await Task.WhenAny(_inFlight.Values);
            }
        }
        finally
        {
            await Task.WhenAll(_inFlight.Values).ConfigureAwait(Settled);
        }
    }

    // What was asked before the link last came up is settled by what the broker showed then: the order may be closed by now, and to
    // send it after all would open it behind our back. What lies too far back to be known in full is certainly not sent.
    private async ValueTask CarryAsync(Committed committed, OrderEvent e, SentRequest request, CancellationToken ct)
    {
        if (!IsOfThisLink(committed)) return;
        if (committed.Order is { } order) Send(committed, e, order, request, ct);
        else await sequencer.ReportAsync(new BrokerReport.NotSent(e.Id, request, "too many events came before it could be sent"), ct);
    }

    private bool IsOfThisLink(Committed committed) => committed.Seq > feed.LinkedUpSeq;

    // A connection whose send is in doubt is closed and reopened. A cancel that found nothing is no reason for that: to ask will do.
    // A question that fails is asked again by the reconnect that follows.
    private async ValueTask AskAsync(Order doubted, CancellationToken ct)
    {
        if (!broker.Status.State.IsInStep()) return; // The round of a connect is on its way or will be.
        try
        {
            if (doubted.Working is OrdStatus.PendingNew || doubted.Pending is not null) await broker.ReconnectAsync(ct);
            else await broker.SynchronizeAsync(ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Log.SynchronizeFailed(logger, e);
        }
    }

    // The order is closed here and open there: a cancel that does not arrive changes nothing, and the break stands until the broker shows it gone.
    private async Task CancelClosedAsync(Order order, CancellationToken ct)
    {
        var outcome = await AttemptAsync(() => broker.CancelAsync(order, ct));
        if (outcome is SendOutcome.Sent) Log.RequestSent(logger, order.Terms.ClOrdId, SentRequest.Cancel, order.BrokerOrderId);
        else Log.RequestNotSent(logger, order.Terms.ClOrdId, SentRequest.Cancel, outcome.ToString() ?? "");
    }

    private static SentRequest? RequestOf(OrderEvent e) => e switch
    {
        OrderEvent.Placed or OrderEvent.Resent => SentRequest.New,
        OrderEvent.CancelRequested => SentRequest.Cancel,
        OrderEvent.ReplaceRequested => SentRequest.Replace,
        _ => null,
    };

    private void Send(Committed committed, OrderEvent e, Order order, SentRequest request, CancellationToken ct)
    {
        Func<ValueTask<SendOutcome>> send = e switch
        {
            OrderEvent.Placed or OrderEvent.Resent => () => broker.PlaceAsync(order, InstrumentOf(order), ct),
            OrderEvent.CancelRequested => () => broker.CancelAsync(order, ct),
            OrderEvent.ReplaceRequested wish => () => broker.ReplaceAsync(order, InstrumentOf(order), wish.Terms, ct),
            _ => throw new UnreachableException($"{e.GetType().Name} asks nothing of the broker"),
        };
        var sending = SendAsync(_inFlight.GetValueOrDefault(order.Id), send, committed, order, request, ct);
        if (!sending.IsCompletedSuccessfully) Track(order.Id, sending);
    }

    private void Track(OrderId id, Task sending)
    {
        _inFlight[id] = sending;
        _ = sending.ContinueWith(done => _inFlight.TryRemove(new(id, done)), CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task SendAsync(
        Task? before, Func<ValueTask<SendOutcome>> send, Committed committed, Order order, SentRequest request, CancellationToken ct)
    {
        if (before is not null) await before.ConfigureAwait(Settled);
        using var activity = OrderTraces.Sending(committed, request);
        var outcome = await AttemptAsync(send);
        switch (outcome)
        {
            case SendOutcome.Sent:
                sequencer.Sent(committed);
                Log.RequestSent(logger, order.Terms.ClOrdId, request, order.BrokerOrderId);
                break;
            case SendOutcome.NotSent not:
                Log.RequestNotSent(logger, order.Terms.ClOrdId, request, not.Reason);
                await sequencer.ReportAsync(new BrokerReport.NotSent(order.Id, request, not.Reason), ct);
                break;
            case SendOutcome.InDoubt doubt:
                Log.RequestInDoubt(logger, order.Terms.ClOrdId, request, doubt.Reason);
                await sequencer.ReportAsync(new BrokerReport.SendInDoubt(order.Id, request, doubt.Reason), ct);
                break;
            default: throw new UnreachableException();
        }
    }

    // Whatever goes wrong in an adapter, the honest answer is that we do not know.
    private static async Task<SendOutcome> AttemptAsync(Func<ValueTask<SendOutcome>> send)
    {
        try
        {
            return await send();
        }
        catch (Exception e)
        {
            return new SendOutcome.InDoubt(e.Message);
        }
    }

    private Instrument InstrumentOf(Order order) =>
        reference.Find(order.Terms.Symbol)
        ?? throw new InvalidOperationException($"order {order.Id} names {order.Terms.Symbol}, which is not listed");
}

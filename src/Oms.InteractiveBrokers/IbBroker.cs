using Microsoft.Extensions.Logging;
using Oms.Engine;
using Oms.Trading;
using Oms.Trading.Broker;
using Oms.Trading.Instruments;
using Oms.Trading.Orders;
using Oms.Tws;
using Oms.Tws.Requests;

namespace Oms.InteractiveBrokers;

/// <summary>
/// Interactive Brokers through the TWS socket protocol. Keeps one session at a time; a session that ends is replaced, never repaired, and
/// each new one reads all that the broker holds before it is called ready.
/// </summary>
public sealed class IbBroker(
    IbOptions options, QuoteBoard quotes, ReferenceData reference, TimeProvider clock, ILogger<IbBroker> logger) : IBroker
{
    private volatile IbSession? _session;
    private volatile BrokerStatus _status = new(
        nameof(LinkState.Disconnected), Instant.Now(clock), options.Host, options.Port, options.ClientId, null, null, 0);

    public BrokerStatus Status => _status;

    public async Task RunAsync(Func<BrokerReport, CancellationToken, ValueTask> report, CancellationToken ct)
    {
        var attempts = 0;
        while (!ct.IsCancellationRequested)
        {
            attempts++;
            Show("Connecting", null, _status.Reason, attempts);
            var (reason, wasUp) = await LiveAsync(report, attempts, ct);
            if (wasUp) attempts = 0;
            Show(nameof(LinkState.Disconnected), null, reason, attempts);
            Log.LinkLost(logger, options.Host, options.Port, reason);
            await Task.Delay(BackOff(attempts), clock, ct);
        }
    }

    public ValueTask<SendOutcome> PlaceAsync(Order order, Instrument instrument, CancellationToken ct) =>
        SendAsync(OrderTranslator.Place(order, instrument), ct);

    public ValueTask<SendOutcome> CancelAsync(Order order, CancellationToken ct) =>
        SendAsync(new CancelOrder(order.BrokerOrderId), ct);

    public ValueTask<SendOutcome> ReplaceAsync(Order order, Instrument instrument, ReplaceTerms terms, CancellationToken ct) =>
        SendAsync(OrderTranslator.Replace(order, instrument, terms), ct);

    public ValueTask WatchAsync(Instrument instrument, CancellationToken ct) =>
        _session?.WatchAsync(instrument, ct) ?? ValueTask.CompletedTask;

    public ValueTask ReconnectAsync(CancellationToken ct) => _session?.Client.DisposeAsync() ?? ValueTask.CompletedTask;

    public ValueTask SynchronizeAsync(CancellationToken ct) => _session?.SynchronizeAsync(ct) ?? ValueTask.CompletedTask;

    // One session from connecting to its end; whatever ends it, the engine hears that the link is down.
    private async Task<(string Reason, bool WasUp)> LiveAsync(
        Func<BrokerReport, CancellationToken, ValueTask> report, int attempts, CancellationToken ct)
    {
        try
        {
            var tws = new TwsClientOptions { Host = options.Host, Port = options.Port, ClientId = options.ClientId };
            await using var client = await TwsClient.ConnectAsync(tws, clock, logger, ct);
            var session = new IbSession(client, options, quotes, reference, clock, report, logger)
            {
                StateChanged = (state, why) => Show(state.ToString(), client.ServerVersion, why, attempts),
            };
            _session = session;
            try
            {
                return (await session.RunAsync(ct), session.WasUp);
            }
            finally
            {
                _session = null;
                quotes.Clear();
                if (session.WasUp) await report(new BrokerReport.LinkDown($"the session with {options.Host}:{options.Port} ended"), ct);
            }
        }
        catch (TwsConnectException e)
        {
            return (e.Message, false);
        }
    }

    private async ValueTask<SendOutcome> SendAsync(TwsRequest request, CancellationToken ct)
    {
        if (_session is not { } session) return new SendOutcome.NotSent("the broker is not connected");
        try
        {
            await session.Client.SendAsync(request, ct);
            return new SendOutcome.Sent();
        }
        catch (TwsNotSentException e)
        {
            return new SendOutcome.NotSent(e.Message);
        }
        catch (OperationCanceledException)
        {
            return new SendOutcome.NotSent("the engine is stopping"); // TwsClient: cancelled means not sent.
        }
        catch (TwsSendInDoubtException e)
        {
            return new SendOutcome.InDoubt(e.Message);
        }
    }

    // A third more or less, so that several engines do not knock at the same moment.
    private TimeSpan BackOff(int attempts)
    {
        var doubled = options.BackOffMin * Math.Pow(2, Math.Min(attempts, 16));
        var capped = doubled < options.BackOffMax ? doubled : options.BackOffMax;
        return capped * (1 + ((clock.GetTimestamp() % 67) - 33) / 100.0);
    }

    private void Show(string state, int? serverVersion, string? reason, int attempts) => _status = _status with
    {
        State = state,
        Since = _status.State == state ? _status.Since : Instant.Now(clock),
        ServerVersion = serverVersion,
        Reason = state is nameof(LinkState.Ready) ? null : reason,
        Attempts = attempts,
    };
}

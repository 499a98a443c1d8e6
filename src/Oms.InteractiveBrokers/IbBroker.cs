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
    // A client id that is taken, or a gateway of the other kind, is not fought for.
    private static readonly TimeSpan RefusedWait = TimeSpan.FromSeconds(5);

    private volatile IbSession? _session;
    private volatile WitnessConnection? _witness;
    private volatile BrokerStatus _status = new(
        LinkState.Disconnected, Instant.Now(clock), options.Host, options.Port, options.ClientId, null, null, 0);

    /// <summary>Near and during a planned restart a link that holds is frozen, and one that is down is expected back.</summary>
    public BrokerStatus Status
    {
        get
        {
            var client = _session?.Client;
            var status = _status with
            {
                SendsWaiting = client?.SendQueueDepth ?? 0,
                OldestSendAge = client?.SendQueueAge ?? TimeSpan.Zero,
                Witness = options.WitnessClientId is null ? null : _witness?.State ?? LinkState.Disconnected,
            };
            if (options.Restart is not { } schedule) return status;
            var now = Instant.Now(clock);
            var window = schedule.At(now);
            return status with
            {
                Restart = window,
                WeeklyLoginAt = schedule.NextLogin(now),
                State = !window.Contains(now) ? status.State
                    : status.State.IsInStep() ? LinkState.FrozenForRestart
                    : status.State is LinkState.Synchronizing ? LinkState.Synchronizing
                    : LinkState.RestartWindow,
            };
        }
    }

    public async Task RunAsync(Func<BrokerReport, CancellationToken, ValueTask> report, CancellationToken ct)
    {
        if (options.WitnessClientId is not { } witnessId)
        {
            await LinkAsync(report, ct);
            return;
        }

        var witness = new WitnessConnection(options, witnessId, reference, clock, report, logger);
        _witness = witness;
        await Task.WhenAll(LinkAsync(report, ct), witness.RunAsync(ct));
    }

    private async Task LinkAsync(Func<BrokerReport, CancellationToken, ValueTask> report, CancellationToken ct)
    {
        var attempts = 0;
        while (!ct.IsCancellationRequested)
        {
            attempts++;
            Show(LinkState.Connecting, null, _status.Reason, attempts);
            var (reason, wasUp, refusal) = await LiveAsync(report, attempts, ct);
            if (wasUp) attempts = 0;
            Show(refusal ?? LinkState.Disconnected, null, refusal is null ? reason : _status.Reason, attempts);
            Log.LinkLost(logger, options.Host, options.Port, reason);
            var wait = options.BackOff(attempts, clock);
            await Task.Delay(refusal is not null && wait < RefusedWait ? RefusedWait : wait, clock, ct);
        }
    }

    public ValueTask<SendOutcome> PlaceAsync(Order order, Instrument instrument, CancellationToken ct) =>
        options.Mode is { } mode && BrokerDay.ModeOf(order.Terms.Account) != mode
            ? new(new SendOutcome.NotSent($"TRADING_MODE_MISMATCH: {order.Terms.Account} is no {mode} account"))
            : SendAsync(OrderTranslator.Place(order, instrument), ct);

    public ValueTask<SendOutcome> CancelAsync(Order order, CancellationToken ct) =>
        SendAsync(new CancelOrder(order.Owner?.OrderId ?? order.BrokerOrderId), ct);

    public ValueTask<SendOutcome> ReplaceAsync(Order order, Instrument instrument, ReplaceTerms terms, CancellationToken ct) =>
        SendAsync(OrderTranslator.Replace(order, instrument, terms), ct);

    public ValueTask WatchAsync(Instrument instrument, CancellationToken ct) =>
        _session?.WatchAsync(instrument, ct) ?? ValueTask.CompletedTask;

    public ValueTask ReconnectAsync(CancellationToken ct) => _session?.Client.DisposeAsync() ?? ValueTask.CompletedTask;

    public async ValueTask SynchronizeAsync(CancellationToken ct)
    {
        if (_session is { } session) await session.SynchronizeAsync(ct);
        if (_witness is { } witness) await witness.SynchronizeAsync(ct);
    }

    // One session from connecting to its end; whatever ends it, the engine hears that the link is down.
    private async Task<(string Reason, bool WasUp, LinkState? Refusal)> LiveAsync(
        Func<BrokerReport, CancellationToken, ValueTask> report, int attempts, CancellationToken ct)
    {
        try
        {
            var tws = new TwsClientOptions { Host = options.Host, Port = options.Port, ClientId = options.ClientId };
            await using var client = await TwsClient.ConnectAsync(tws, clock, logger, ct);
            var session = new IbSession(client, options, quotes, reference, clock, report, logger)
            {
                StateChanged = (state, why) => Show(state, client.ServerVersion, why, attempts),
                Synchronized = () => _status = _status with { SynchronizedAt = Instant.Now(clock) },
            };
            _session = session;
            try
            {
                return (await session.RunAsync(ct), session.WasUp, session.Refusal);
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
            return (e.Message, false, null);
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

    private void Show(LinkState state, int? serverVersion, string? reason, int attempts) => _status = _status with
    {
        State = state,
        Since = _status.State == state ? _status.Since : Instant.Now(clock),
        ServerVersion = serverVersion,
        Reason = state is LinkState.Ready ? null : reason,
        Attempts = attempts,
    };
}

using Microsoft.Extensions.Logging;
using Oms.Engine;
using Oms.Trading.Broker;
using Oms.Tws;
using Oms.Tws.Replies;

namespace Oms.InteractiveBrokers;

/// <summary>
/// A second connection under a client id of its own that asks and never orders. What it is shown is compared with what the trading
/// connection was; where the gateway names it the master client, it also hears of the orders and fills of all other clients as they happen.
/// </summary>
internal sealed class WitnessConnection(
    IbOptions options, int clientId, ReferenceData reference, TimeProvider clock, Func<BrokerReport, CancellationToken, ValueTask> report,
    ILogger logger)
{
    private readonly ReportTranslator _translator = new(clientId, reference, clock);
    private volatile TwsClient? _client;
    private RoundReader? _round;
    private int _requestId = IbSession.RequestIdMin;

    /// <summary>Where it stands; nothing waits for it.</summary>
    public LinkState State { get; private set; } = LinkState.Disconnected;

    /// <summary>Keeps the connection up until cancelled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        for (var attempts = 1; !ct.IsCancellationRequested; attempts++)
        {
            State = LinkState.Connecting;
            try
            {
                var tws = new TwsClientOptions { Host = options.Host, Port = options.Port, ClientId = clientId };
                await using var client = await TwsClient.ConnectAsync(tws, clock, logger, ct);
                _client = client;
                while (await client.Replies.WaitToReadAsync(ct))
                {
                    while (client.Replies.TryRead(out var reply)) await HandleAsync(client, reply, ct);
                    attempts = 0;
                }

                Log.WitnessLost(logger, options.Host, options.Port, await client.Closed.WaitAsync(ct));
            }
            catch (TwsConnectException e)
            {
                Log.WitnessLost(logger, options.Host, options.Port, e.Message);
            }
            finally
            {
                (_client, _round, State) = (null, null, LinkState.Disconnected);
            }

            await Task.Delay(options.BackOff(attempts, clock), clock, ct);
        }
    }

    /// <summary>Asks for everything; a round that is under way is not started twice.</summary>
    public async ValueTask SynchronizeAsync(CancellationToken ct)
    {
        if (_client is not { } client || State is not LinkState.Ready) return;
        var round = new RoundReader(reference, Interlocked.Increment(ref _requestId), isWitness: true);
        if (Interlocked.CompareExchange(ref _round, round, null) is not null) return;
        await report(new BrokerReport.RoundStarted(IsWitness: true), ct);
        await AskAsync(client, round.First, ct);
    }

    private async ValueTask HandleAsync(TwsClient client, TwsReply reply, CancellationToken ct)
    {
        if (reply is NextValidId) State = LinkState.Ready;
        foreach (var fact in _translator.Translate(reply))
        {
            if (fact is BrokerReport.Acknowledged { Shown: { } shown }) _round?.Show(shown);
            if (IsNews(reply)) await report(fact with { Source = ReportSource.Witness }, ct);
        }

        if (reply is OrderStatus status && IsEndOfOthers(status))
            await report(new BrokerReport.Closed(new(null, null, status.PermId), false, "canceled elsewhere") { Source = ReportSource.Witness }, ct);
        if (_round is not { } round) return;
        foreach (var question in round.Follow(reply)) await AskAsync(client, question, ct);
        if (!round.IsComplete) return;
        _round = null;
        await report(new BrokerReport.Witnessed(round.View), ct);
    }

    // Fills and costs are facts whoever tells them. Of orders, those of the trading client are told better by its own connection, and a
    // list may be older than what that has told since.
    private bool IsNews(TwsReply reply) => reply switch
    {
        ExecDetails or CommissionReport => true,
        OpenOrder open => _round is null && open.Order.ClientId != options.ClientId,
        _ => false,
    };

    private bool IsEndOfOthers(OrderStatus status) =>
        status.ClientId != options.ClientId && status.PermId != 0 && status.Status is ("Cancelled" or "ApiCancelled");

    private async ValueTask AskAsync(TwsClient client, TwsRequest request, CancellationToken ct)
    {
        try
        {
            await client.SendAsync(request, ct);
        }
        catch (Exception e) when (e is TwsNotSentException or TwsSendInDoubtException)
        {
            Log.RequestLost(logger, request.GetType().Name, e.Message);
        }
    }
}

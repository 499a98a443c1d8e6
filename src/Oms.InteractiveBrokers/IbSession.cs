using Microsoft.Extensions.Logging;
using Oms.Engine;
using Oms.Trading.Broker;
using Oms.Tws;
using Oms.Tws.Replies;
using Oms.Tws.Requests;

namespace Oms.InteractiveBrokers;

/// <summary>
/// One session with the gateway. First everything that the broker holds is read, executions before orders: a fill must be known before
/// its order is called closed. Only then is the link ready.
/// </summary>
internal sealed class IbSession(
    TwsClient client,
    IbOptions options,
    QuoteBoard quotes,
    ReferenceData reference,
    TimeProvider clock,
    Func<BrokerReport, CancellationToken, ValueTask> report,
    ILogger logger)
{
    // Ids of our requests lie far above those of orders, since an errMsg names either without saying which.
    public const int RequestIdMin = 1_000_000_000;

    // A 202 with the reason follows its orderStatus at once; what waits longer has none.
    private static readonly TimeSpan ReasonWait = TimeSpan.FromMilliseconds(100);

    private readonly ReportTranslator _translator = new(options.ClientId, reference, clock);
    private readonly MarketData _marketData = new(client, quotes, reference, clock, logger);
    private int _executionsRequestId = RequestIdMin;
    private bool _isSynchronizing;

    public TwsClient Client { get; } = client;

    /// <summary>True once the engine was told that the link is up.</summary>
    public bool WasUp { get; private set; }

    /// <summary>Told of every change of the link's state, with the reason where there is one.</summary>
    public Action<LinkState, string?>? StateChanged { get; init; }

    /// <summary>Runs until the connection ends, and says why it did.</summary>
    public async Task<string> RunAsync(CancellationToken ct)
    {
        while (await NextAsync(ct)) { }
        return await Client.Closed.WaitAsync(ct);
    }

    /// <summary>Asks for everything once more; a round that is under way is not started twice.</summary>
    public async ValueTask SynchronizeAsync(CancellationToken ct)
    {
        if (_isSynchronizing) return;
        _isSynchronizing = true;
        await AskAsync(new ReqExecutions(++_executionsRequestId, new ExecutionFilter()), ct);
    }

    private async Task<bool> NextAsync(CancellationToken ct)
    {
        if (Client.Replies.TryRead(out var reply))
        {
            await HandleAsync(reply, ct);
            return true;
        }

        if (_translator.IsHolding && !await IsMoreComingAsync(ct))
        {
            foreach (var held in _translator.Release()) await report(held, ct);
            return true;
        }

        return await Client.Replies.WaitToReadAsync(ct);
    }

    private async Task<bool> IsMoreComingAsync(CancellationToken ct)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var more = Client.Replies.WaitToReadAsync(waiting.Token).AsTask();
        var isMore = await Task.WhenAny(more, Task.Delay(ReasonWait, clock, waiting.Token)) == more && await more;
        await waiting.CancelAsync();
        return isMore;
    }

    private async ValueTask HandleAsync(TwsReply reply, CancellationToken ct)
    {
        if (_marketData.TryHandle(reply, out var described))
        {
            if (described is not null) await report(new BrokerReport.Described(described), ct);
            return;
        }

        foreach (var fact in _translator.Translate(reply)) await report(fact, ct);
        switch (reply)
        {
            case NextValidId next when !WasUp: await LinkUpAsync(next.OrderId, ct); break;
            case ExecDetailsEnd when _isSynchronizing: await AskAsync(new ReqAllOpenOrders(), ct); break;
            case OpenOrderEnd when _isSynchronizing: await AskAsync(new ReqCompletedOrders(ApiOnly: false), ct); break;
            case CompletedOrdersEnd when _isSynchronizing: await SynchronizedAsync(ct); break;
            case ErrMsg { Id: -1 } notice: await NoticeAsync(notice, ct); break;
            default: break;
        }
    }

    private async ValueTask LinkUpAsync(int nextOrderId, CancellationToken ct)
    {
        WasUp = true;
        StateChanged?.Invoke(LinkState.Synchronizing, null);
        await report(new BrokerReport.LinkUp($"{options.Host}:{options.Port}", nextOrderId), ct);
        await SynchronizeAsync(ct);
    }

    private async ValueTask SynchronizedAsync(CancellationToken ct)
    {
        _isSynchronizing = false;
        await report(new BrokerReport.Synchronized(), ct);
        StateChanged?.Invoke(LinkState.Ready, null);
        Log.LinkReady(logger, options.Host, options.Port, Client.ServerVersion);
        await _marketData.SubscribeAsync(ct);
    }

    // The gateway's own link to the broker can fail while ours to the gateway stands.
    private async ValueTask NoticeAsync(ErrMsg notice, CancellationToken ct)
    {
        Log.Notice(logger, notice.ErrorCode, notice.ErrorMsg);
        if (IbCodes.IsUpstreamLost(notice.ErrorCode))
        {
            quotes.Clear();
            _isSynchronizing = false;
            StateChanged?.Invoke(LinkState.Disconnected, notice.ErrorMsg);
            await report(new BrokerReport.LinkDown($"{notice.ErrorCode} {notice.ErrorMsg}"), ct);
        }
        else if (IbCodes.IsUpstreamBack(notice.ErrorCode))
        {
            if (notice.ErrorCode is IbCodes.UpstreamBackDataLost) _marketData.Forget();
            StateChanged?.Invoke(LinkState.Synchronizing, notice.ErrorMsg);
            await report(new BrokerReport.LinkUp($"{options.Host}:{options.Port}", 1), ct);
            await SynchronizeAsync(ct);
        }
    }

    // A request that cannot be sent means that the connection ends; its end is what the session reports.
    private async ValueTask AskAsync(TwsRequest request, CancellationToken ct)
    {
        try
        {
            await Client.SendAsync(request, ct);
        }
        catch (Exception e) when (e is TwsNotSentException or TwsSendInDoubtException)
        {
            Log.RequestLost(logger, request.GetType().Name, e.Message);
        }
    }
}

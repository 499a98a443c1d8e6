using Microsoft.Extensions.Logging;
using Oms.Engine;
using Oms.Trading;
using Oms.Trading.Broker;
using Oms.Trading.Instruments;
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

    // Somebody else looks at prices under our user name: we do not take them back, we look whether they have gone.
    private static readonly TimeSpan CompetingWait = TimeSpan.FromMinutes(5);

    private readonly ReportTranslator _translator = new(options.ClientId, reference, clock);
    private readonly MarketData _marketData = new(client, quotes, reference, clock, logger);
    private readonly LinkCondition _condition = new();
    private int _roundRequestId = RequestIdMin;
    private RoundReader? _round;
    private long _roundStartedAt;
    private Instant? _competingSince;
    private volatile bool _isInStep;
    private volatile bool _isUpstreamUp = true;

    public TwsClient Client { get; } = client;

    /// <summary>True once the engine was told that the link is up.</summary>
    public bool WasUp { get; private set; }

    /// <summary>Why the gateway would not have us, where it said so.</summary>
    public LinkState? Refusal { get; private set; }

    /// <summary>Told of every change of the link's state, with the reason where there is one.</summary>
    public Action<LinkState, string?>? StateChanged { get; init; }

    /// <summary>Told when the broker has shown everything.</summary>
    public Action? Synchronized { get; init; }

    /// <summary>Runs until the connection ends, and says why it did.</summary>
    public async Task<string> RunAsync(CancellationToken ct)
    {
        while (await NextAsync(ct)) { }
        return await Client.Closed.WaitAsync(ct);
    }

    /// <summary>Subscribes to an instrument; before the link is in step there is nothing to do, all are subscribed then.</summary>
    public ValueTask WatchAsync(Instrument instrument, CancellationToken ct) =>
        _isInStep ? _marketData.WatchAsync(instrument, ct) : ValueTask.CompletedTask;

    /// <summary>Asks for everything once more; a round that is under way is not started twice.</summary>
    public async ValueTask SynchronizeAsync(CancellationToken ct)
    {
        if (!_isUpstreamUp) return; // What the gateway remembers without the broker proves nothing.
        var round = new RoundReader(reference, Interlocked.Increment(ref _roundRequestId), isWitness: false);
        if (Interlocked.CompareExchange(ref _round, round, null) is not null) return;
        Volatile.Write(ref _roundStartedAt, clock.GetTimestamp());
        await report(new BrokerReport.RoundStarted(IsWitness: false), ct);
        await AskAsync(round.First, ct);
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

        return _round is null ? await Client.Replies.WaitToReadAsync(ct) : await WaitForRoundAsync(ct);
    }

    // A gateway that takes questions and does not answer is as good as none.
    private async Task<bool> WaitForRoundAsync(CancellationToken ct)
    {
        var left = options.RoundMax - clock.GetElapsedTime(Volatile.Read(ref _roundStartedAt));
        try
        {
            if (left > TimeSpan.Zero) return await Client.Replies.WaitToReadAsync(ct).AsTask().WaitAsync(left, clock, ct);
        }
        catch (TimeoutException)
        {
            Log.RoundUnanswered(logger, options.RoundMax);
        }

        await Client.DisposeAsync();
        return false;
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
        if (reply is ErrMsg { ErrorCode: IbCodes.CompetingSession } competing) OnCompeting(competing);
        if (reply is TickPrice && _condition.HearPrice()) ShowCondition();
        if (_round is { } running && (reply as ErrMsg)?.Id == _roundRequestId)
        {
            await FollowAsync(running, reply, ct);
            return;
        }

        if (_marketData.TryHandle(reply, out var described))
        {
            if (described is not null) await report(new BrokerReport.Described(described), ct);
            return;
        }

        foreach (var fact in _translator.Translate(reply))
        {
            if (fact is BrokerReport.Acknowledged { Shown: { } shown }) _round?.Show(shown);
            await report(fact with { Source = SourceOf(reply) }, ct);
        }

        switch (reply)
        {
            case ManagedAccts accounts: await CheckModeAsync(accounts); break;
            case NextValidId next when !WasUp && Refusal is null: await LinkUpAsync(next.OrderId, ct); break;
            case ErrMsg { Id: -1 } notice: await NoticeAsync(notice, ct); break;
            default: break;
        }

        if (_round is { } round) await FollowAsync(round, reply, ct);
    }

    private ReportSource SourceOf(TwsReply reply) => reply switch
    {
        ExecDetails { ReqId: >= RequestIdMin } => ReportSource.Executions,
        CompletedOrder => ReportSource.CompletedOrders,
        OpenOrder when _round is { Asked: ReportSource.OpenOrders } => ReportSource.OpenOrders,
        _ => ReportSource.Live,
    };

    private async ValueTask FollowAsync(RoundReader round, TwsReply reply, CancellationToken ct)
    {
        foreach (var question in round.Follow(reply)) await AskAsync(question, ct);
        if (round.IsComplete) await SynchronizedAsync(round, ct);
    }

    private async ValueTask LinkUpAsync(int nextOrderId, CancellationToken ct)
    {
        WasUp = true;
        StateChanged?.Invoke(LinkState.Synchronizing, null);
        await report(new BrokerReport.LinkUp($"{options.Host}:{options.Port}", nextOrderId) { ClientId = options.ClientId }, ct);
        if (options.ClientId == 0) await AskAsync(new ReqAutoOpenOrders(true), ct); // Binds orders entered by hand to us, so that they can be canceled.
        await SynchronizeAsync(ct);
    }

    private async ValueTask SynchronizedAsync(RoundReader round, CancellationToken ct)
    {
        _round = null;
        await report(new BrokerReport.Synchronized(round.View), ct);
        Synchronized?.Invoke();
        ShowCondition();
        if (IsTimeToLook()) _marketData.Forget();
        if (!_isInStep) Log.LinkReady(logger, options.Host, options.Port, Client.ServerVersion);
        _isInStep = true;
        foreach (var instrument in reference.Instruments) await _marketData.WatchAsync(instrument, ct);
    }

    private void ShowCondition()
    {
        var (state, reason) = _condition.InStep;
        if (_isUpstreamUp && Refusal is null) StateChanged?.Invoke(state, reason);
    }

    private void OnCompeting(ErrMsg competing)
    {
        _competingSince = Instant.Now(clock);
        quotes.Clear();
        if (!_condition.Hear(competing)) return;
        Log.CompetingSession(logger, competing.ErrorMsg);
        if (_isInStep) ShowCondition();
    }

    private bool IsTimeToLook()
    {
        if (_competingSince is not { } since || Instant.Now(clock) - since < CompetingWait) return false;
        _competingSince = null;
        return true;
    }

    // The gateway decides what is traded there; an account of the other kind means that somebody mixed them up.
    private async ValueTask CheckModeAsync(ManagedAccts accounts)
    {
        if (options.Mode is not { } mode) return;
        var names = accounts.AccountsList.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (names.FirstOrDefault(name => BrokerDay.ModeOf(new(name)) != mode) is null) return;
        Refusal = LinkState.TradingModeMismatch;
        StateChanged?.Invoke(LinkState.TradingModeMismatch, $"TRADING_MODE_MISMATCH: the gateway has accounts that are not {mode}");
        Log.TradingModeMismatch(logger, options.Host, options.Port, mode);
        await Client.DisposeAsync();
    }

    // The gateway's own link to the broker can fail while ours to the gateway stands.
    private async ValueTask NoticeAsync(ErrMsg notice, CancellationToken ct)
    {
        Log.Notice(logger, notice.ErrorCode, notice.ErrorMsg);
        if (IbCodes.IsUpstreamLost(notice.ErrorCode))
        {
            quotes.Clear();
            _isUpstreamUp = false;
            _round = null;
            StateChanged?.Invoke(LinkState.UpstreamLost, $"{notice.ErrorCode} {notice.ErrorMsg}");
            await report(new BrokerReport.LinkDown($"{notice.ErrorCode} {notice.ErrorMsg}"), ct);
        }
        else if (IbCodes.IsUpstreamBack(notice.ErrorCode))
        {
            if (notice.ErrorCode is IbCodes.UpstreamBackDataLost) _marketData.Forget(); // Subscribed anew once everything was read.
            _isUpstreamUp = true;
            StateChanged?.Invoke(LinkState.Synchronizing, notice.ErrorMsg);
            await report(new BrokerReport.LinkUp($"{options.Host}:{options.Port}", 1) { ClientId = options.ClientId }, ct);
            await SynchronizeAsync(ct);
        }
        else if (notice.ErrorCode is IbCodes.ClientIdInUse)
        {
            Refusal = LinkState.ClientIdInUse;
            StateChanged?.Invoke(LinkState.ClientIdInUse, $"client id {options.ClientId} is in use at {options.Host}:{options.Port}");
        }
        else if (_condition.Hear(notice) && _isInStep) ShowCondition();
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

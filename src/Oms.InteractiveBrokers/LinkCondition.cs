using Oms.Trading.Broker;
using Oms.Tws.Replies;

namespace Oms.InteractiveBrokers;

/// <summary>What the gateway's notices make of a link that is in step: IB's connectivity codes as states instead of log lines.</summary>
internal sealed class LinkCondition
{
    private readonly HashSet<string> _brokenFarms = [];
    private bool _isCompeting;

    /// <summary>The state of a link that is in step, with the reason where it is not simply ready.</summary>
    public (LinkState State, string? Reason) InStep => this switch
    {
        { _isCompeting: true } => (LinkState.CompetingSession, "another session of the same user takes the market data"),
        { _brokenFarms.Count: > 0 } => (LinkState.Degraded, $"data farms away: {string.Join(", ", _brokenFarms.Order())}"),
        _ => (LinkState.Ready, null),
    };

    /// <summary>True when the notice changed the condition.</summary>
    public bool Hear(ErrMsg notice)
    {
        if (IbCodes.IsFarmBroken(notice.ErrorCode)) return _brokenFarms.Add(FarmOf(notice));
        if (IbCodes.IsFarmWell(notice.ErrorCode)) return _brokenFarms.Remove(FarmOf(notice));
        if (notice.ErrorCode is not IbCodes.CompetingSession || _isCompeting) return false;
        return _isCompeting = true;
    }

    /// <summary>Prices come again: nobody competes any more. True when somebody did.</summary>
    public bool HearPrice()
    {
        var was = _isCompeting;
        _isCompeting = false;
        return was;
    }

    // "Market data farm connection is broken:usfarm": the farm stands after the last colon.
    private static string FarmOf(ErrMsg notice) => notice.ErrorMsg[(notice.ErrorMsg.LastIndexOf(':') + 1)..].Trim();
}

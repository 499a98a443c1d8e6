using Oms.Trading;
using Oms.Trading.Broker;

namespace Oms.Engine.Reconciliation;

/// <summary>When rounds are run.</summary>
public sealed record RoundOptions
{
    /// <summary>Between two rounds while nothing is suspected.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Before the second look at something that was seen once.</summary>
    public TimeSpan SecondLookAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Null where no restart is planned.</summary>
    public RestartSchedule? Restart { get; init; }
}

/// <summary>What is to be done now.</summary>
public enum RoundStep
{
    Nothing,

    /// <summary>Ask the broker for everything and compare.</summary>
    Round,

    /// <summary>Hold new orders back and take a last look before the restart.</summary>
    Freeze,

    /// <summary>The window is over: read everything once more.</summary>
    RoundBeforeReopening,

    /// <summary>Everything was read: let orders go again.</summary>
    Reopen,
}

/// <summary>
/// Decides, from the time and what happened, when to ask and when to freeze. It keeps no clock of its own: who asks brings the time, so that
/// a night passes in a test in no time.
/// </summary>
public sealed class RoundPlan(RoundOptions options)
{
    private Instant? _nextRound;
    private Instant? _frozenUntil;
    private Instant? _askedBeforeReopening;
    private Instant? _frozenFor;

    /// <summary>A round that was asked for, or a second look, comes before the regular one.</summary>
    public void Hurry(Instant at) => _nextRound = _nextRound is { } next && next < at ? next : at;

    /// <summary>The book was found frozen when the program started.</summary>
    public void FoundFrozen(Instant until) => _frozenUntil = until;

    /// <summary>The next step, and nothing after it changes until it is asked again.</summary>
    /// <param name="synchronizedAt">When the broker last showed everything.</param>
    public RoundStep Next(Instant now, LinkState link, Instant? synchronizedAt)
    {
        if (_frozenUntil is null && options.Restart?.At(now) is { } window && window.Contains(now) && _frozenFor != window.RestartAt)
        {
            (_frozenUntil, _frozenFor, _askedBeforeReopening) = (window.EndAt, window.RestartAt, null);
            return RoundStep.Freeze;
        }

        if (_frozenUntil is { } until && now >= until && link.IsInStep()) return Reopen(now, synchronizedAt);
        if (!link.IsInStep()) return RoundStep.Nothing;
        _nextRound ??= now + options.Interval;
        if (now < _nextRound) return RoundStep.Nothing;
        _nextRound = now + options.Interval;
        return RoundStep.Round;
    }

    private RoundStep Reopen(Instant now, Instant? synchronizedAt)
    {
        if (_askedBeforeReopening is not { } asked)
        {
            _askedBeforeReopening = now;
            return RoundStep.RoundBeforeReopening;
        }

        if (!(synchronizedAt >= asked)) return RoundStep.Nothing;
        (_frozenUntil, _askedBeforeReopening) = (null, null);
        return RoundStep.Reopen;
    }
}

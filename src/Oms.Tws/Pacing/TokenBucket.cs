namespace Oms.Tws.Pacing;

/// <summary>
/// Keeps below a number of messages in any one second. A full bucket and one second's refill together are that
/// number, so that no second, wherever it begins, holds more.
/// </summary>
internal sealed class TokenBucket
{
    private const int BurstShare = 5;

    private readonly TimeProvider _clock;
    private readonly double _perSecond;
    private double _tokens;
    private long _filledAt;

    /// <summary>A limit of 0 or less is no limit.</summary>
    public TokenBucket(int messagesPerSecond, TimeProvider clock)
    {
        _clock = clock;
        IsUnlimited = messagesPerSecond <= 0;
        Burst = Math.Max(1, messagesPerSecond / BurstShare);
        _perSecond = Math.Max(1, messagesPerSecond - Burst);
        _tokens = Burst;
        _filledAt = clock.GetTimestamp();
    }

    public int Burst { get; }

    private bool IsUnlimited { get; }

    /// <summary>
    /// Zero when a message may go now and leave `reserve` tokens behind; else how long to wait for that.
    /// </summary>
    public TimeSpan TimeUntil(int reserve)
    {
        if (IsUnlimited) return TimeSpan.Zero;
        Fill();
        var missing = 1 + reserve - _tokens;
        // A timer that fires early by a tick must not find the bucket short by a hair.
        return missing <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(missing / _perSecond) + TimeSpan.FromMilliseconds(1);
    }

    public void Take() => _tokens--;

    private void Fill()
    {
        var now = _clock.GetTimestamp();
        _tokens = Math.Min(Burst, _tokens + _clock.GetElapsedTime(_filledAt, now).TotalSeconds * _perSecond);
        _filledAt = now;
    }
}

namespace Oms.Tws.Pacing;

/// <summary>
/// A request on its way to the socket. Either the sender takes it or its caller withdraws it, never both.
/// </summary>
internal sealed class PendingSend(TwsRequest request, byte[] frame, long queuedAt)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isDecided;

    public TwsRequest Request => request;
    public byte[] Frame => frame;
    public long QueuedAt => queuedAt;
    public Task Done => _done.Task;
    public string Name => request.GetType().Name;

    /// <summary>Place in the line; given by the queue.</summary>
    public long Number { get; set; }

    public SendPriority Priority { get; set; } = SendPriorities.Of(request);

    /// <summary>False when the caller has withdrawn it.</summary>
    public bool TryTake() => Interlocked.Exchange(ref _isDecided, 1) == 0;

    public void Withdraw(CancellationToken ct)
    {
        if (TryTake()) _done.TrySetCanceled(ct);
    }

    public void Sent() => _done.TrySetResult();

    public void NotSent(string reason)
    {
        if (TryTake()) _done.TrySetException(new TwsNotSentException($"{Name} was not sent: {reason}"));
    }

    public void InDoubt(Exception cause) =>
        _done.TrySetException(
            new TwsSendInDoubtException($"{Name} may or may not have been sent: {cause.Message}", cause));
}

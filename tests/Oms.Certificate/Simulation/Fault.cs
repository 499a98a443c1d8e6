namespace Oms.Certificate.Simulation;

/// <summary>What can go wrong. Each is counted when it happens, not when it is planned.</summary>
internal enum Fault
{
    KillAnywhere,
    KillBeforeAppend,
    KillAfterAppend,
    KillBeforeSend,
    KillAfterSend,
    KillAfterReport,
    StopInOrder,
    JournalRefuses,
    JournalWritesAndFails,
    SendLostInDoubt,
    SendArrivedInDoubt,
    SendNotSent,
    LinkCut,
    LinkHalfCut,
    GatewayRestart,
    GatewayRestartWithIdsRolledBack,
    UpstreamLost,
    MessageLost,
    MessageRepeated,
    MessageReordered,
    FillAfterCancel,
    CommissionLate,
    OrderRefused,
    ChangeRefused,
    CancelTooLate,
    ExternalFill,
    ClockForward,
    ClockBack,
}

/// <summary>Faults that wait for their moment: the next append, send or message takes the first that fits.</summary>
internal sealed class FaultPlan
{
    private readonly List<Fault> _armed = [];

    /// <summary>How often each has happened.</summary>
    public Dictionary<Fault, int> Happened { get; } = [];

    public void Arm(Fault fault) => _armed.Add(fault);

    public void Disarm() => _armed.Clear();

    /// <summary>True once for each time that the fault was armed.</summary>
    public bool Takes(Fault fault)
    {
        if (!_armed.Remove(fault)) return false;
        Count(fault);
        return true;
    }

    public void Count(Fault fault) => Happened[fault] = Happened.GetValueOrDefault(fault) + 1;
}

using Microsoft.Extensions.Logging;
using Oms.PaperGateway.Sessions;
using Oms.Tws;
using Oms.Tws.Replies;

namespace Oms.PaperGateway.Faults;

/// <summary>The misbehaviour that is still to come. Everything that leaves the gateway passes here.</summary>
internal sealed class FaultPlan(ILogger logger)
{
    private readonly List<Fault> planned = [];
    private readonly Dictionary<ClientSession, TwsReply> heldBack = [];

    public IReadOnlyList<Fault> Planned => planned;

    /// <exception cref="ArgumentException">There is no such message, or nothing to happen.</exception>
    public void Plan(Fault fault)
    {
        if (fault.Count < 1) throw new ArgumentException($"a fault happens once or more often, not {fault.Count} times");
        if (fault.Message is { } name && !KnowsMessage(name)) throw new ArgumentException($"no message {name}");
        planned.Add(fault);
    }

    public static bool KnowsMessage(string name) => name == Fault.AnyMessage || MessageType(name) is not null;

    /// <summary>Forgets the faults of a kind, or all of them.</summary>
    public void Clear(FaultKind? kind) => planned.RemoveAll(f => kind is null || f.Kind == kind);

    public void Forget(ClientSession session) => heldBack.Remove(session);

    public bool DropsBeforeOrder(ClientSession session)
    {
        if (Use(FaultKind.DropBeforeOrder, session.ClientId) is null) return false;
        session.Connection.Abort("fault: dropped before the order");
        return true;
    }

    public void DropAfterOrder(ClientSession session)
    {
        if (Use(FaultKind.DropAfterOrder, session.ClientId) is not null)
            session.Connection.Abort("fault: dropped after the order");
    }

    public string? RejectsOrder(ClientSession session) => Use(FaultKind.RejectOrder, session.ClientId)?.Reason;

    public bool RejectsModify(ClientSession session) => Use(FaultKind.RejectModify, session.ClientId) is not null;

    public bool RejectsCancel(ClientSession session) => Use(FaultKind.RejectCancel, session.ClientId) is not null;

    /// <summary>A fill that follows the confirmed cancel; null for an honest cancel.</summary>
    public Fault? FillsLate(ClientSession session) => Use(FaultKind.FillAfterCancel, session.ClientId);

    /// <summary>What a fill is corrected to; null for a fill that stands.</summary>
    public Fault? Corrects(int clientId) => Use(FaultKind.CorrectExecution, clientId);

    public int NextOrderId(int clientId, int honest) =>
        Use(FaultKind.RollBackNextId, clientId) is { } fault ? Math.Max(1, honest - fault.RollBackBy) : honest;

    /// <summary>Sends a reply, or does to it what is planned.</summary>
    public void Deliver(ClientSession session, TwsReply reply)
    {
        var fault = planned.Count == 0 ? null : planned.Find(f => AppliesTo(f, session, reply));
        if (fault is null)
        {
            session.Connection.Send(reply);
            Release(session);
            return;
        }
        UseUp(fault);
        switch (fault.Kind)
        {
            case FaultKind.StopAnswering:
                break;
            case FaultKind.Repeat:
                session.Connection.Send(reply);
                session.Connection.Send(reply);
                break;
            case FaultKind.Delay:
                session.Connection.Pause(fault.Delay);
                session.Connection.Send(reply);
                break;
            case FaultKind.Reorder:
                Release(session);
                heldBack[session] = reply;
                break;
            case FaultKind.CutFrame:
                var frame = TwsFrames.Encode(reply, session.Connection.ServerVersion);
                session.Connection.SendRaw(frame.AsMemory(0, frame.Length / 2));
                _ = session.Connection.CloseAsync("fault: cut a frame");
                break;
        }
    }

    private void Release(ClientSession session)
    {
        if (heldBack.Remove(session, out var late)) session.Connection.Send(late);
    }

    private Fault? Use(FaultKind kind, int? clientId)
    {
        var fault = planned.Find(f => f.Kind == kind && (f.ClientId is null || f.ClientId == clientId));
        if (fault is not null) UseUp(fault);
        return fault;
    }

    private void UseUp(Fault fault)
    {
        Log.FaultUsed(logger, fault.Kind);
        var index = planned.IndexOf(fault);
        if (fault.Count > 1) planned[index] = fault with { Count = fault.Count - 1 };
        else planned.RemoveAt(index);
    }

    private static bool AppliesTo(Fault fault, ClientSession session, TwsReply reply) =>
        fault.Kind is FaultKind.CutFrame or FaultKind.Delay or FaultKind.Repeat or FaultKind.Reorder
            or FaultKind.StopAnswering
        && (fault.ClientId is null || fault.ClientId == session.ClientId)
        && fault.Message switch
        {
            null => reply is OpenOrder or OrderStatus or ExecDetails or CommissionReport,
            Fault.AnyMessage => true,
            var name => MessageType(name)!.IsInstanceOfType(reply), // Plan takes no other names.
        };

    private static Type? MessageType(string name) =>
        typeof(OpenOrder).Assembly.GetType($"{typeof(OpenOrder).Namespace}.{name}", throwOnError: false, ignoreCase: true);
}

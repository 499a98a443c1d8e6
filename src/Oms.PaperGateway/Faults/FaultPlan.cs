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

    public void Plan(Fault fault) => planned.Add(fault);

    public void Clear() => planned.Clear();

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

    public bool FillsLate(ClientSession session) => Use(FaultKind.FillAfterCancel, session.ClientId) is not null;

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
        && (fault.Message is { } name
            ? reply.GetType().Name == name
            : reply is OpenOrder or OrderStatus or ExecDetails or CommissionReport);
}

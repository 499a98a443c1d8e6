namespace Oms.PaperGateway.Faults;

/// <summary>Ways in which the gateway can misbehave on the next occasion.</summary>
public enum FaultKind
{
    /// <summary>The connection is cut when an order arrives; the order is lost.</summary>
    DropBeforeOrder,

    /// <summary>The order is taken, and the connection is cut before anything is said about it.</summary>
    DropAfterOrder,

    /// <summary>Half of a message is sent, then the connection is cut.</summary>
    CutFrame,

    /// <summary>A message, and all behind it, waits for <see cref="Fault.Delay"/>.</summary>
    Delay,

    /// <summary>A message is sent twice.</summary>
    Repeat,

    /// <summary>A message is sent after the one that should follow it.</summary>
    Reorder,

    /// <summary>A new order is rejected with code 201 and <see cref="Fault.Reason"/>.</summary>
    RejectOrder,

    /// <summary>A cancel is refused with code 161; the order lives on.</summary>
    RejectCancel,

    /// <summary>A modification is refused with code 2102; the order lives on as it was.</summary>
    RejectModify,

    /// <summary>A message is swallowed; with a high count the gateway has stopped answering.</summary>
    StopAnswering,

    /// <summary>The next valid order id that is told lies <see cref="Fault.RollBackBy"/> too low.</summary>
    RollBackNextId,

    /// <summary>
    /// After a cancel is confirmed, the order is filled all the same: with <see cref="Fault.Quantity"/>, or all of it.
    /// </summary>
    FillAfterCancel,

    /// <summary>
    /// A fill is told again as revision `.02`, with <see cref="Fault.Quantity"/> and <see cref="Fault.Price"/> in
    /// place of what it said first; a quantity of zero busts it.
    /// </summary>
    CorrectExecution,
}

/// <summary>One planned misbehaviour; it is used up after <see cref="Count"/> times.</summary>
public sealed record Fault(FaultKind Kind)
{
    /// <summary>As a <see cref="Message"/>: any message at all, market data and answers included.</summary>
    public const string AnyMessage = "*";

    /// <summary>Whom it concerns; null concerns every client.</summary>
    public int? ClientId { get; init; }

    public int Count { get; init; } = 1;

    /// <summary>
    /// The message it applies to, such as `OrderStatus`; null means any message about orders and fills.
    /// </summary>
    public string? Message { get; init; }

    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(1);
    public int RollBackBy { get; init; } = 1;
    public string Reason { get; init; } = "simulated rejection";

    /// <summary>Null leaves the quantity as it is.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>Null leaves the price as it is.</summary>
    public decimal? Price { get; init; }
}

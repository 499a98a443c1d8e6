namespace Oms.PaperGateway.Orders;

/// <summary>The status words of IB; the names are the wire text.</summary>
internal enum OrdStatus
{
    PendingSubmit, PendingCancel, PreSubmitted, Submitted, ApiCancelled, Cancelled, Filled, Inactive,
}

/// <summary>What an order waits for before it may work.</summary>
internal enum Hold { None, Transmit, Parent, Condition, Time, Session, Close, Trigger }

/// <summary>One order as the gateway knows it; every change makes the next record.</summary>
internal sealed record PaperOrder
{
    public required OrderKey Key { get; init; }
    public required int PermId { get; init; }
    public required OrderTerms Terms { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public int? ParentPermId { get; init; }
    public OrdStatus Status { get; init; } = OrdStatus.PreSubmitted;
    public Hold Hold { get; init; }
    public bool IsTriggered { get; init; }

    /// <summary>Once its conditions were met it does not ask again.</summary>
    public bool IsConditionMet { get; init; }
    public bool IsTransmitted { get; init; }
    public decimal FilledQty { get; init; }
    public decimal FilledNotional { get; init; }
    public decimal LastPx { get; init; }
    public decimal Commission { get; init; }

    /// <summary>Where the stop stands now; trailing stops move it.</summary>
    public decimal? StopPx { get; init; }

    /// <summary>The limit in force now; pegged and market-to-limit orders move it.</summary>
    public decimal? WorkingPx { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
    public string CompletedText { get; init; } = "";

    public bool IsDone =>
        Status is OrdStatus.Filled or OrdStatus.Cancelled or OrdStatus.ApiCancelled or OrdStatus.Inactive;
    public decimal LeavesQty => Terms.Quantity - FilledQty;
    public decimal AvgPx => FilledQty == 0 ? 0 : FilledNotional / FilledQty;

    public string WhyHeld => Hold switch
    {
        Hold.Parent when Terms.IsStop => "child,trigger",
        Hold.Parent => "child",
        Hold.Trigger => "trigger",
        _ => "",
    };

    public PaperOrder Fill(decimal quantity, decimal price) => this with
    {
        FilledQty = FilledQty + quantity,
        FilledNotional = FilledNotional + quantity * price,
        LastPx = price,
    };

    /// <summary>A fill turned out to be another.</summary>
    public PaperOrder Revise(decimal oldQuantity, decimal oldPrice, decimal quantity, decimal price) => this with
    {
        FilledQty = FilledQty - oldQuantity + quantity,
        FilledNotional = FilledNotional - oldQuantity * oldPrice + quantity * price,
    };

    public PaperOrder Complete(OrdStatus status, DateTimeOffset at, string text) => this with
    {
        Status = status,
        Hold = Hold.None,
        CompletedAt = at,
        CompletedText = text,
    };
}

namespace Oms.PaperGateway.Faults;

/// <summary>Something that is done to a running gateway behind the backs of its clients.</summary>
public abstract record Intervention
{
    private Intervention() { }

    /// <summary>The gateway will misbehave on the next occasion.</summary>
    public sealed record Plan(Fault Fault) : Intervention;

    /// <summary>Planned faults of a kind are forgotten; null forgets all.</summary>
    public sealed record Clear(FaultKind? Kind = null) : Intervention;

    /// <summary>
    /// A system notice to every client, such as 1100 or 2103; without a text it says what IB says. After 1101 the
    /// market data subscriptions are gone, as that notice means.
    /// </summary>
    public sealed record Notify(int Code, string? Text = null) : Intervention;

    /// <summary>The connection of one client is cut; null cuts all.</summary>
    public sealed record Disconnect(int? ClientId = null) : Intervention;

    /// <summary>
    /// The exchange revises a fill: it is told again under the next revision. Null for the id means the latest fill,
    /// null for a figure leaves it as it is, a quantity of zero busts the fill.
    /// </summary>
    public sealed record Correct(string? ExecId, decimal? Quantity, decimal? Price) : Intervention;

    /// <summary>
    /// A trade that none of the connected clients ordered; a negative quantity sells. Null for the account means the
    /// first one, null for the price the price of the market.
    /// </summary>
    public sealed record FillElsewhere(string Symbol, decimal Quantity, decimal? Price = null, string? Account = null)
        : Intervention;

    /// <summary>The market of an instrument jumps to a price; resting orders on the way are filled.</summary>
    public sealed record MoveMarket(string Symbol, decimal Price) : Intervention;
}

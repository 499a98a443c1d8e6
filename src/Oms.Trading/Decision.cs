using System.Collections.Immutable;
using Oms.Trading.Orders;
using Oms.Trading.Risk;

namespace Oms.Trading;

/// <summary>The answer to an input. Facts are always accepted; commands may be denied.</summary>
public abstract record Decision
{
    private Decision() { }

    /// <summary>Done; <see cref="Order"/> is the order after it, where the input was about one.</summary>
    public sealed record Accepted(Order? Order = null, int Count = 1) : Decision;

    /// <summary>The orders of a list as they are now; <see cref="IsReplay"/> when the same request came before.</summary>
    public sealed record ListPlaced(ListId List, ImmutableArray<Order> Orders, bool IsReplay) : Decision;

    /// <summary>The same request came before; this is its order as it is now.</summary>
    public sealed record Replayed(Order Order) : Decision;

    /// <summary>What would be decided about an order: every check, passed or not.</summary>
    public sealed record Previewed(ImmutableArray<RiskCheck> Checks, RiskEvidence Evidence) : Decision;

    /// <summary>Refused, with every reason. <see cref="Order"/> is the order as it is, where there is one.</summary>
    public sealed record Denied(ImmutableArray<Denial> Denials, Order? Order = null) : Decision
    {
        public Denied(Denial denial, Order? order = null) : this([denial], order) { }

        /// <summary>The first reason in the documented order of checks; the others follow it.</summary>
        public Denial First => Denials[0];
    }
}

namespace Oms.PaperGateway.Market;

internal enum Side { Buy, Sell }

internal static class SideExtensions
{
    public static Side Opposite(this Side side) => side is Side.Buy ? Side.Sell : Side.Buy;

    /// <summary>Plus one for a buy, minus one for a sell.</summary>
    public static int Sign(this Side side) => side is Side.Buy ? 1 : -1;
}

/// <summary>An order in the book. One without an owner is synthetic liquidity.</summary>
internal sealed class RestingOrder(Side side, decimal price, decimal quantity, int? ownerPermId, bool isDeep)
{
    public Side Side => side;
    public decimal Price => price;
    public decimal Quantity { get; set; } = quantity;

    /// <summary>The permId of the client order it works for.</summary>
    public int? OwnerPermId => ownerPermId;

    /// <summary>Shown only because a large order asked for more; gone when the market moves on.</summary>
    public bool IsDeep => isDeep;
}

/// <summary>What an incoming order took from one resting order, at the price of the latter.</summary>
internal readonly record struct Match(int? MakerPermId, Side MakerSide, decimal Price, decimal Quantity);

/// <summary>One price of one side, as market depth shows it.</summary>
internal readonly record struct DepthLevel(decimal Price, decimal Size);

/// <summary>Price-time priority: the best price first, and at one price the order that came first.</summary>
internal sealed class MatchingBook
{
    private readonly List<RestingOrder> bids = [];
    private readonly List<RestingOrder> asks = [];
    private readonly HashSet<Side> deepSides = [];

    public RestingOrder? Best(Side side) => Orders(side) is [var first, ..] ? first : null;

    public RestingOrder? Worst(Side side) => Orders(side) is [.., var last] ? last : null;

    public IReadOnlyList<RestingOrder> On(Side side) => Orders(side);

    public RestingOrder Rest(Side side, decimal price, decimal quantity, int? ownerPermId = null, bool isDeep = false)
    {
        var order = new RestingOrder(side, price, quantity, ownerPermId, isDeep);
        var orders = Orders(side);
        var place = orders.Count;
        while (place > 0 && IsBetter(side, price, orders[place - 1].Price)) place--;
        orders.Insert(place, order);
        if (isDeep) deepSides.Add(side);
        return order;
    }

    public void Remove(RestingOrder order) => Orders(order.Side).Remove(order);

    public void RemoveDeep(Side side)
    {
        if (deepSides.Remove(side)) Orders(side).RemoveAll(o => o.IsDeep);
    }

    /// <summary>Takes from the best opposite order; the caller repeats while it wants more.</summary>
    public Match? TakeOne(Side side, decimal quantity, decimal? limit)
    {
        if (Best(side.Opposite()) is not { } maker || !Crosses(side, limit, maker.Price)) return null;
        var taken = Math.Min(quantity, maker.Quantity);
        maker.Quantity -= taken;
        if (maker.Quantity == 0) Remove(maker);
        return new Match(maker.OwnerPermId, maker.Side, maker.Price, taken);
    }

    /// <summary>How much an order of this side could take within its limit; fill-or-kill asks first.</summary>
    public decimal Available(Side side, decimal? limit) =>
        Orders(side.Opposite()).TakeWhile(o => Crosses(side, limit, o.Price)).Sum(o => o.Quantity);

    public decimal SizeAtBest(Side side)
    {
        var orders = Orders(side);
        var size = 0m;
        for (var i = 0; i < orders.Count && orders[i].Price == orders[0].Price; i++) size += orders[i].Quantity;
        return size;
    }

    public IEnumerable<DepthLevel> Depth(Side side) =>
        Orders(side).GroupBy(o => o.Price).Select(level => new DepthLevel(level.Key, level.Sum(o => o.Quantity)));

    public static bool Crosses(Side side, decimal? limit, decimal price) =>
        limit is null || (side is Side.Buy ? price <= limit : price >= limit);

    private static bool IsBetter(Side side, decimal price, decimal than) =>
        side is Side.Buy ? price > than : price < than;

    private List<RestingOrder> Orders(Side side) => side is Side.Buy ? bids : asks;
}

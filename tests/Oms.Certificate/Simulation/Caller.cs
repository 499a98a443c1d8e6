using Oms.Trading;
using Oms.Trading.Orders;

namespace Oms.Certificate.Simulation;

/// <summary>
/// People and programs that trade. One that gets no answer asks again with the same clOrdId, as the API tells it to, and remembers every
/// order that it was told to exist.
/// </summary>
internal sealed class Caller(World world, Func<EngineLife?> engine)
{
    private const int AttemptsMax = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Dictionary<ClOrdId, OrderId> _promised = [];
    private readonly HashSet<ClOrdId> _answered = [];
    private int _orders;
    private int _ids;

    /// <summary>Orders asked for.</summary>
    public int Orders => _orders;

    public IEnumerable<OrderId> Promised => _promised.Values;

    /// <summary>Places an order, and perhaps changes and cancels it a little later: before it is known, while it fills, when it is gone.</summary>
    public void Trade()
    {
        var random = world.Random;
        var isMarket = world.Chance(0.3);
        var terms = new OrderTerms(
            EngineLife.Accounts[random.Next(2)], new($"c{++_orders}"), EngineLife.Symbols[random.Next(2)], (Side)random.Next(2), random.Next(1, 300),
            isMarket ? OrdType.Market : OrdType.Limit, isMarket ? null : 9.50m + random.Next(100) / 100m,
            world.Chance(0.8) ? TimeInForce.Day : (TimeInForce)random.Next(4));
        Place(terms, 1);
        var soon = world.Chance(0.5) ? TimeSpan.FromMilliseconds(30) : TimeSpan.FromSeconds(30);
        for (var replaces = random.Next(3); replaces > 0; replaces--) world.After(world.UpTo(soon), () => Replace(terms));
        for (var cancels = random.Next(3); cancels > 0; cancels--) world.After(world.UpTo(soon), () => Cancel(terms));
    }

    private void Place(OrderTerms terms, int attempt)
    {
        if (_answered.Contains(terms.ClOrdId) || attempt > AttemptsMax) return;
        world.After(world.Between(Patience, 2 * Patience), () => Place(terms, attempt + 1));
        if (engine() is { IsUp: true } life) life.Process.Start(() => PlaceAsync(life, terms));
    }

    private async Task PlaceAsync(EngineLife life, OrderTerms terms)
    {
        var command = new Command.PlaceOrder(new($"o{++_ids}"), terms, life.Market, Actor.System);
        switch (await life.AskAsync(command))
        {
            case Decision.Accepted { Order: { } order }: Answered(order); break;
            case Decision.Replayed replayed: Answered(replayed.Order); break;
            case Decision.Denied { First.Code: "CLORDID_REUSED" }:
                throw new InvalidOperationException($"{terms.ClOrdId} was asked for twice on the same terms and called reused");
            default: break; // Not now: it asks again.
        }
    }

    private void Answered(Order order)
    {
        if (_promised.TryGetValue(order.Terms.ClOrdId, out var earlier) && earlier != order.Id)
            throw new InvalidOperationException($"{order.Terms.ClOrdId} was answered with {earlier} and with {order.Id}");
        _promised[order.Terms.ClOrdId] = order.Id;
        _answered.Add(order.Terms.ClOrdId);
    }

    private void Cancel(OrderTerms terms)
    {
        if (engine() is not { IsUp: true } life || !_promised.TryGetValue(terms.ClOrdId, out var id)) return;
        life.Process.Start(() => life.AskAsync(new Command.CancelOrder(id, Actor.System)));
    }

    private void Replace(OrderTerms terms)
    {
        if (engine() is not { IsUp: true } life || !_promised.TryGetValue(terms.ClOrdId, out var id)) return;
        decimal? price = terms.OrdType is OrdType.Market || world.Chance(0.3) ? null : 9.50m + world.Random.Next(100) / 100m;
        decimal? quantity = world.Chance(0.3) && price is not null ? null : world.Random.Next(1, 400);
        life.Process.Start(() => life.AskAsync(new Command.ReplaceOrder(id, quantity, price, null, life.Market, Actor.System)));
    }
}

using Oms.Tws;
using Oms.Tws.Replies;
using Oms.Tws.Requests;

namespace Oms.PaperGateway.Tests.Sessions;

public sealed class ComboTests : IAsyncLifetime
{
    private const int Apple = 265598;
    private const int Microsoft = 272093;

    private static readonly Contract pair = new()
    {
        Symbol = "AAPL,MSFT",
        SecType = "BAG",
        Exchange = "SMART",
        Currency = "USD",
        ComboLegs = [new ComboLeg(Apple, 2, "BUY", "SMART"), new ComboLeg(Microsoft, 1, "SELL", "SMART")],
    };

    private readonly GatewayFixture gateway = new();

    public ValueTask InitializeAsync() => gateway.InitializeAsync();

    [Fact]
    public async Task A_combo_is_quoted_by_its_legs()
    {
        await using var client = await gateway.ConnectAsync();
        var (apple, microsoft) = (await QuoteAsync(client, 1, Leg(Apple)), await QuoteAsync(client, 2, Leg(Microsoft)));

        var combo = await QuoteAsync(client, 3, pair);

        Assert.Equal(
            (2 * apple.Bid - microsoft.Ask, 2 * apple.Ask - microsoft.Bid), (combo.Bid, combo.Ask));
    }

    [Fact]
    public async Task A_combo_fills_all_its_legs_and_moves_their_positions()
    {
        await using var client = await gateway.ConnectAsync();
        var quote = await QuoteAsync(client, 1, pair);
        client.Seen();

        await client.SendAsync(new PlaceOrder(client.NextOrderId, pair, GatewayClient.Limit("BUY", 5, quote.Ask)));
        await client.UntilAsync<OrderStatus>(s => s.Status == "Filled");
        await client.UntilAsync<CommissionReport>();
        await client.UntilAsync<CommissionReport>();

        var fills = client.Seen().OfType<ExecDetails>().ToList();
        Assert.Equal(
            [("BAG", "BOT", 5m, quote.Ask), ("STK", "BOT", 10m, fills[1].Execution.Price), ("STK", "SLD", 5m, fills[2].Execution.Price)],
            fills.Select(f => (f.Contract.SecType, f.Execution.Side, f.Execution.Shares, f.Execution.Price)));
        Assert.Equal(quote.Ask, 2 * fills[1].Execution.Price - fills[2].Execution.Price);
        Assert.Equal([4, 5, 5], fills.Select(f => f.Execution.ExecId.Split('.').Length));
        var books = await gateway.Gateway.Control.ReadBooksAsync(CancellationToken.None);
        Assert.Equal([("AAPL", 10m), ("MSFT", -5m)], books.Positions.Select(p => (p.Symbol, p.Quantity)).Order());
    }

    [Fact]
    public async Task A_combo_waits_at_its_limit_until_the_legs_come_to_it()
    {
        await using var client = await gateway.ConnectAsync();
        var quote = await QuoteAsync(client, 1, pair);
        var id = client.NextOrderId;
        await client.SendAsync(new PlaceOrder(id, pair, GatewayClient.Limit("BUY", 5, quote.Bid - 20)));
        var open = await client.UntilAsync<OpenOrder>(o => o.State.Status == "Submitted");
        Assert.Equal(("BAG", "265598|2,272093|-1"), (open.Contract.SecType, open.Contract.ComboLegsDescrip));
        Assert.Equal(pair.ComboLegs, open.Contract.ComboLegs);

        await gateway.Gateway.Control.MoveMarketAsync("AAPL", 200m, CancellationToken.None);

        await client.UntilAsync<OrderStatus>(s => s.OrderId == id && s.Status == "Filled");
    }

    [Fact]
    public async Task A_combo_with_a_leg_that_is_not_listed_is_unknown()
    {
        await using var client = await gateway.ConnectAsync();
        var unknown = pair with { ComboLegs = [pair.ComboLegs[0], new ComboLeg(1, 1, "SELL", "SMART")] };

        await client.SendAsync(new PlaceOrder(client.NextOrderId, unknown, GatewayClient.Market("BUY", 1)));

        await client.UntilAsync<ErrMsg>(m => m.ErrorCode == 200);
    }

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    private static Contract Leg(int conId) => new() { ConId = conId };

    private static async Task<(decimal Bid, decimal Ask)> QuoteAsync(GatewayClient client, int reqId, Contract contract)
    {
        await client.SendAsync(new ReqMktData(reqId, contract));
        var bid = await client.UntilAsync<TickPrice>(t => t.ReqId == reqId && t.TickType == 1);
        var ask = await client.UntilAsync<TickPrice>(t => t.ReqId == reqId && t.TickType == 2);
        return (bid.Price ?? 0, ask.Price ?? 0);
    }
}

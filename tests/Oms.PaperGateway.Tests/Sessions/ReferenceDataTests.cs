using Oms.Tws.Replies;
using Oms.Tws.Requests;

namespace Oms.PaperGateway.Tests.Sessions;

/// <summary>The families that no trading test needs, asked for by our own client.</summary>
public sealed class ReferenceDataTests : IAsyncLifetime
{
    private readonly GatewayFixture _gateway = new();

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    [Fact]
    public async Task Symbols_are_found_by_their_beginning()
    {
        await using var client = await _gateway.ConnectAsync();

        await client.SendAsync(new ReqMatchingSymbols(7, "AAP"));

        Assert.Contains((await client.UntilAsync<SymbolSamples>(found => found.ReqId == 7)).Samples, sample => sample.Symbol == "AAPL");
    }

    [Fact]
    public async Task The_market_rule_of_a_contract_has_its_tick()
    {
        await using var client = await _gateway.ConnectAsync();
        await client.SendAsync(new ReqContractDetails(8, GatewayClient.Apple));
        var details = (await client.UntilAsync<ContractData>(of => of.ReqId == 8)).Details;
        var rule = int.Parse(details.MarketRuleIds.Split(',')[0]);

        await client.SendAsync(new ReqMarketRule(rule));

        Assert.Equal(0.01m, (await client.UntilAsync<MarketRule>(of => of.MarketRuleId == rule)).Increments[0].Increment);
    }

    [Fact]
    public async Task An_underlying_has_its_option_chain()
    {
        await using var client = await _gateway.ConnectAsync();

        await client.SendAsync(new ReqSecDefOptParams(9, "AAPL", "", "STK", 265598));

        var chain = await client.UntilAsync<SecDefOptParam>(of => of.ReqId == 9);
        Assert.NotEmpty(chain.Expirations);
        Assert.NotEmpty(chain.Strikes);
        await client.UntilAsync<SecDefOptParamEnd>(of => of.ReqId == 9);
    }

    [Fact]
    public async Task The_profit_of_an_account_is_told_until_it_is_canceled()
    {
        await using var client = await _gateway.ConnectAsync();
        await client.PlaceAsync(GatewayClient.Market("BUY", 10));
        await client.UntilAsync<OpenOrder>();
        await _gateway.AdvanceAsync(TimeSpan.FromSeconds(2));
        await client.UntilAsync<ExecDetails>();

        await client.SendAsync(new ReqPnl(10, "DU123456", ""));
        await client.SendAsync(new ReqCurrentTime());
        await client.UntilAsync<CurrentTime>(); // Requests are taken in turn: the subscription stands before time goes on.
        await _gateway.AdvanceAsync(TimeSpan.FromSeconds(2));
        var told = await client.UntilAsync<Pnl>(of => of is { ReqId: 10, UnrealizedPnl: not null });
        await client.SendAsync(new CancelPnl(10));
        await client.SendAsync(new ReqManagedAccts());

        Assert.NotNull(told.DailyPnl);
        Assert.Contains("DU123456", (await client.UntilAsync<ManagedAccts>()).AccountsList, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_0_may_bind_the_orders_that_are_entered_by_hand()
    {
        await using var client = await _gateway.ConnectAsync(clientId: 0);

        await client.SendAsync(new ReqAutoOpenOrders());
        await client.SendAsync(new ReqOpenOrders());

        await client.UntilAsync<OpenOrderEnd>();
        Assert.DoesNotContain(client.Seen().OfType<ErrMsg>(), of => of.ErrorCode is 321 or 502);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();
}

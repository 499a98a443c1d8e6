using Oms.Trading.Orders;
using Oms.Trading.Risk;

namespace Oms.Trading.Tests.Risk;

public sealed class PreTradeRiskTests
{
    private static readonly RiskContext Passing = new(Known.Terms("A1"), Known.Account(Known.Main), Known.Instrument(Known.Stock),
        Known.Limits, null, null, true, Known.Market(Known.Start), Known.Start);

    [Fact]
    public void An_order_within_every_limit_passes_every_check()
    {
        var checks = PreTradeRisk.All(Passing);

        Assert.All(checks, check => Assert.True(check.Passed, check.Code));
        Assert.Empty(PreTradeRisk.Breaches(Passing));
    }

    [Theory]
    [InlineData("10000", null)]
    [InlineData("10000.0000001", "ORDER_QTY_ABOVE_LIMIT")]
    public void Quantity_passes_at_the_limit_and_fails_above_it(string quantity, string? code)
    {
        var context = Passing with { Terms = Known.Terms("A1", quantity: decimal.Parse(quantity)) };

        Assert.Equal(Codes(code), CodesOf(context));
    }

    [Theory]
    [InlineData("1000", "1", null)]
    [InlineData("999.99", "1", "NOTIONAL_ABOVE_LIMIT")]
    [InlineData("1100", "1.1", null)]
    [InlineData("1099.99", "1.1", "NOTIONAL_ABOVE_LIMIT")]
    public void Value_in_the_currency_of_the_account_passes_at_the_limit_and_fails_above_it(string limit, string rate, string? code)
    {
        var context = Passing with
        {
            Limits = Known.Limits with { MaxNotional = decimal.Parse(limit) },
            Market = Known.Market(Known.Start) with { RateToAccount = decimal.Parse(rate) },
        };

        Assert.Equal(Codes(code), CodesOf(context));
    }

    [Theory]
    [InlineData(Side.Buy, "10.5105", null)]
    [InlineData(Side.Buy, "10.5106", "PRICE_OUTSIDE_COLLAR")]
    [InlineData(Side.Buy, "0.01", null)]
    [InlineData(Side.Sell, "9.4905", null)]
    [InlineData(Side.Sell, "9.4904", "PRICE_OUTSIDE_COLLAR")]
    [InlineData(Side.Sell, "99", null)]
    public void The_collar_holds_on_the_side_that_trades_through_the_market(Side side, string price, string? code)
    {
        var context = Passing with { Terms = Known.Terms("A1", side, price: decimal.Parse(price)) };

        Assert.Equal(Codes(code), CodesOf(context));
    }

    [Theory]
    [InlineData(30_000_000, null)]
    [InlineData(30_000_001, "PRICE_NOT_FRESH")]
    public void A_price_is_fresh_up_to_the_limit_and_stale_a_microsecond_later(long micros, string? code)
    {
        var context = Passing with { Now = new(Known.Start.UnixMicros + micros) };

        Assert.Equal(Codes(code), CodesOf(context));
    }

    [Fact]
    public void Without_a_quote_the_price_is_not_fresh()
    {
        var context = Passing with { Market = new(null, 1) };

        var denial = Assert.Single(PreTradeRisk.Breaches(context));

        Assert.Equal("PRICE_NOT_FRESH", denial.Code);
        Assert.Contains("no price of ABC is known", denial.Detail);
    }

    [Fact]
    public void The_last_trade_stands_in_for_a_missing_side()
    {
        var quote = new Quote(null, null, null, null, 10.00m, 100, null, Known.Start);

        Assert.Empty(CodesOf(Passing with { Market = new(quote, 1) }));
        Assert.Equal(["PRICE_NOT_FRESH"], CodesOf(Passing with { Market = new(quote with { Last = null }, 1) }));
    }

    [Fact]
    public void An_unknown_exchange_rate_is_refused_even_where_the_value_would_pass()
    {
        var context = Passing with { Market = Known.Market(Known.Start) with { RateToAccount = null } };

        Assert.Equal(["EXCHANGE_RATE_UNKNOWN"], CodesOf(context));
    }

    [Theory]
    [InlineData("maxOrderQty")]
    [InlineData("maxNotional")]
    [InlineData("priceCollarPercent")]
    [InlineData("priceAgeMaxSeconds")]
    public void A_limit_that_is_not_set_refuses_the_order_and_is_named(string name)
    {
        var limits = name switch
        {
            "maxOrderQty" => Known.Limits with { MaxOrderQty = null },
            "maxNotional" => Known.Limits with { MaxNotional = null },
            "priceCollarPercent" => Known.Limits with { PriceCollarPercent = null },
            _ => Known.Limits with { PriceAgeMax = null },
        };

        var denial = Assert.Single(PreTradeRisk.Breaches(Passing with { Limits = limits }));

        Assert.Equal("LIMIT_NOT_CONFIGURED", denial.Code);
        Assert.Equal($"DU1/{name}", denial.Breach?.LimitId);
    }

    [Fact]
    public void No_limits_at_all_are_told_one_by_one_for_a_market_order_too()
    {
        var context = Passing with { Terms = Known.Terms("A1", price: null), Limits = RiskLimits.None };

        Assert.Equal(Enumerable.Repeat("LIMIT_NOT_CONFIGURED", 4), CodesOf(context));
    }

    [Fact]
    public void Every_breach_is_told_in_the_order_of_the_checks()
    {
        var halt = new KillSwitch(true, "enough", Known.Trader, Known.Start);
        var context = Passing with
        {
            Terms = Known.Terms("A1", quantity: 200, price: 20),
            Limits = Known.Limits with { MaxOrderQty = 100, MaxNotional = 1000, Restricted = [Known.Stock] },
            FirmSwitch = halt,
            AccountSwitch = halt,
            IsBrokerReady = false,
        };

        string[] expected =
        [
            "BROKER_NOT_CONNECTED", "TRADING_HALTED", "TRADING_HALTED", "SYMBOL_RESTRICTED", "ORDER_QTY_ABOVE_LIMIT",
            "NOTIONAL_ABOVE_LIMIT", "PRICE_OUTSIDE_COLLAR",
        ];

        Assert.Equal(expected, CodesOf(context));
        Assert.Equal(["alpha/killSwitch", "DU1/killSwitch"],
            PreTradeRisk.Breaches(context).Where(d => d.Code == "TRADING_HALTED").Select(d => d.Breach?.LimitId));
    }

    [Fact]
    public void A_breach_tells_limit_value_and_headroom()
    {
        var context = Passing with { Terms = Known.Terms("A1", quantity: 10_001) };

        var breach = Assert.Single(PreTradeRisk.Breaches(context)).Breach;

        Assert.Equal(new Breach("DU1/maxOrderQty", 10_000, 10_001, -1), breach);
    }

    [Theory]
    [InlineData(Side.Buy, "9.00", "900")]
    [InlineData(Side.Buy, null, "1001")]
    [InlineData(Side.Sell, "9.50", "999")]
    [InlineData(Side.Sell, "12.00", "1200")]
    [InlineData(Side.Sell, null, "999")]
    public void The_worst_price_counts_for_the_value(Side side, string? price, string notional)
    {
        var context = Passing with { Terms = Known.Terms("A1", side, price: price is null ? null : decimal.Parse(price)) };

        Assert.Equal(decimal.Parse(notional), context.Notional);
    }

    [Fact]
    public void The_multiplier_counts_for_the_value()
    {
        var context = Passing with { Instrument = Known.Instrument(Known.Future, 50) };

        Assert.Equal(100 * 10.00m * 50, context.Notional);
    }

    [Fact]
    public void What_the_decision_saw_is_kept_with_the_order()
    {
        var book = Known.ReadyBook();
        var now = new Instant(Known.Start.UnixMicros + 2_000_000);
        var market = Known.Market(Known.Start) with { RateToAccount = 0.9m };

        var outcome = book.Handle(new Command.PlaceOrder(new("A1"), Known.Terms("A1"), market, Known.Trader), now);

        var placed = Assert.IsType<OrderEvent.Placed>(Assert.Single(outcome.Changes).Event);
        Assert.Equal(new RiskEvidence(10.01m, TimeSpan.FromSeconds(2), 0.9m, 900, 1), placed.Evidence);
    }

    [Fact]
    public void A_change_meets_the_same_checks_as_a_new_order()
    {
        var book = Known.ReadyBook();
        book.Handle(new Command.PlaceOrder(new("A1"), Known.Terms("A1"), Known.Market(Known.Start), Known.Trader), Known.Start);
        book.Handle(new Broker.BrokerReport.Acknowledged(new(new("A1"), null), 1, "Submitted", 100, 10), Known.Start);
        book.Handle(new Command.SetRiskLimits(Known.Main, new(50, 100, null, null, [Known.Stock], 0), Known.Trader), Known.Start);
        var replace = new Command.ReplaceOrder(new("A1"), 99, null, null, MarketView.Unknown, Known.Trader);

        var outcome = book.Handle(replace, Known.Start);

        var denied = Assert.IsType<Decision.Denied>(outcome.Decision);
        Assert.Equal(
            ["SYMBOL_RESTRICTED", "ORDER_QTY_ABOVE_LIMIT", "LIMIT_NOT_CONFIGURED", "EXCHANGE_RATE_UNKNOWN", "LIMIT_NOT_CONFIGURED"],
            denied.Denials.Select(denial => denial.Code));
        Assert.IsType<OrderEvent.ReplaceDenied>(Assert.Single(outcome.Changes).Event);
        Assert.Equal(OrdStatus.New, denied.Order?.OrdStatus);
    }

    [Fact]
    public void A_change_keeps_the_evidence_of_its_own_decision()
    {
        var book = Known.ReadyBook();
        book.Handle(new Command.PlaceOrder(new("A1"), Known.Terms("A1"), Known.Market(Known.Start), Known.Trader), Known.Start);
        book.Handle(new Broker.BrokerReport.Acknowledged(new(new("A1"), null), 1, "Submitted", 100, 10), Known.Start);
        var replace = new Command.ReplaceOrder(new("A1"), 200, null, null, Known.Market(Known.Start, 10.01m, 10.02m), Known.Trader);

        var outcome = book.Handle(replace, Known.Start);

        var requested = Assert.IsType<OrderEvent.ReplaceRequested>(Assert.Single(outcome.Changes).Event);
        Assert.Equal(new RiskEvidence(10.02m, TimeSpan.Zero, 1, 2000, 1), requested.Evidence);
    }

    [Fact]
    public void A_negative_price_counts_by_its_size()
    {
        var book = Known.ReadyBook();
        var terms = Known.Terms("A1", Side.Sell, quantity: 1000, price: null);

        var outcome = book.Handle(
            new Command.PlaceOrder(new("A1"), terms, Known.Market(Known.Start, -1005, -1004), Known.Trader), Known.Start);

        Assert.Equal("NOTIONAL_ABOVE_LIMIT", Assert.IsType<Decision.Denied>(outcome.Decision).First.Code);
    }

    private static string[] Codes(string? code) => code is null ? [] : [code];

    private static string[] CodesOf(RiskContext context) => [.. PreTradeRisk.Breaches(context).Select(denial => denial.Code)];
}

namespace Oms.Trading.Tests.Accounts;

public sealed class AccountCommandTests
{
    [Fact]
    public void A_kill_switch_of_an_account_stops_it_even_when_the_wrong_firm_is_named()
    {
        var book = Known.ReadyBook();
        book.Handle(new Command.SetKillSwitch(Known.Beta, Known.Main, true, "stop", Known.Trader), Known.Start);

        var outcome = book.Handle(Place("A1"), Known.Start);

        Assert.Equal("TRADING_HALTED", Assert.IsType<Decision.Denied>(outcome.Decision).First.Code);
    }

    [Fact]
    public void Limits_without_a_restricted_list_restrict_nothing()
    {
        var book = Known.ReadyBook();
        book.Handle(new Command.SetRiskLimits(Known.Main, Known.Limits with { Restricted = default }, Known.Trader), Known.Start);

        var outcome = book.Handle(Place("A1"), Known.Start);

        Assert.IsType<Decision.Accepted>(outcome.Decision);
    }

    [Fact]
    public void An_account_is_opened_for_the_own_firm_only()
    {
        var book = Known.ReadyBook();
        var account = Known.Account(new("DU5")) with { Firm = Known.Beta };

        var outcome = book.Handle(new Command.OpenAccount(account, Known.Trader), Known.Start);

        Assert.Equal("FIRM_UNKNOWN", Assert.IsType<Decision.Denied>(outcome.Decision).First.Code);
    }

    private static Command.PlaceOrder Place(string id) => new(new(id), Known.Terms(id), Known.Market(Known.Start), Known.Trader);
}

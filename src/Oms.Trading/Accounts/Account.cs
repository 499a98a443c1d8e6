using Oms.Trading.Risk;

namespace Oms.Trading.Accounts;

/// <summary>Whether orders of an account move real money.</summary>
public enum TradingMode { Paper, Live }

/// <summary>A brokerage account that the book trades for.</summary>
/// <param name="Currency">The base currency, in which its limits are said.</param>
public sealed record Account(AccountId Id, FirmId Firm, string Name, string Currency, TradingMode Mode);

/// <summary>What happens to accounts and to what they may do.</summary>
public abstract record AccountEvent : TradingEvent
{
    private AccountEvent() { }

    public sealed record Opened(Account Account, Actor By) : AccountEvent
    {
        public override string Subject => Account.Id.Value;
    }

    public sealed record LimitsSet(AccountId Account, RiskLimits Limits, Actor By) : AccountEvent
    {
        public override string Subject => Account.Value;
    }

    /// <summary>Whether an order that provably never arrived may be sent once more.</summary>
    public sealed record ResendPolicySet(AccountId Account, bool ResendOnce, Actor By) : AccountEvent
    {
        public override string Subject => Account.Value;
    }

    /// <summary>A null account is the whole firm.</summary>
    public sealed record KillSwitchSet(FirmId Firm, AccountId? Account, KillSwitch Switch) : AccountEvent
    {
        public override string Subject => Account?.Value ?? Firm.Value;
    }
}

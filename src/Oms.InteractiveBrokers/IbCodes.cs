namespace Oms.InteractiveBrokers;

/// <summary>What IB's error and notice codes mean for an order. Source: TWS API message codes, and how gateways are seen to use them.</summary>
internal static class IbCodes
{
    /// <summary>"Order canceled": a confirmation that arrives as an error.</summary>
    public const int OrderCanceled = 202;

    /// <summary>The link from the gateway to the broker is back, subscriptions are lost.</summary>
    public const int UpstreamBackDataLost = 1101;

    /// <summary>Another session of the same user takes the market data.</summary>
    public const int CompetingSession = 10197;

    /// <summary>Another connection is signed in under the same client id; the gateway closes this one.</summary>
    public const int ClientIdInUse = 326;

    /// <summary>A data farm is away: prices, history or descriptions stand still until it is back.</summary>
    public static bool IsFarmBroken(int code) => code is 2103 or 2105 or 2157;

    /// <summary>A data farm is back, or sleeps until it is needed.</summary>
    public static bool IsFarmWell(int code) => code is 2104 or 2106 or 2107 or 2108 or 2158;

    public static bool IsUpstreamLost(int code) => code is 1100 or 2110;

    public static bool IsUpstreamBack(int code) => code is UpstreamBackDataLost or 1102;

    /// <summary>The answer to a cancel that finds nothing to cancel. What became of the order is to be asked, not assumed.</summary>
    public static bool IsNothingToCancel(int code) => code is 135 or 161 or 10147 or 10148;

    /// <summary>A cancel is refused while the order lives.</summary>
    public static bool IsCancelRefused(int code) => code is 136;

    /// <summary>A change is refused; the order lives on as it was.</summary>
    public static bool IsChangeRefused(int code) => code is 104 or 105 or 134 or 329 or 2102 or 10341;

    /// <summary>A remark; the order lives.</summary>
    public static bool IsWarning(int code) =>
        code is 165 or 399 or 404 or 481 or 492 or 10167 or >= 2100 and < 2200;
}

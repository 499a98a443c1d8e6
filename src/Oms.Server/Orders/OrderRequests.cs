using System.Text.Json.Serialization;
using Oms.Trading;
using Oms.Trading.Orders;

namespace Oms.Server.Orders;

/// <summary>The body of a placement. Everything is optional to the parser, so that what is missing can be named.</summary>
internal sealed record PlaceOrderRequest(
    string? Account = null,
    string? ClOrdId = null,
    string? Symbol = null,
    Side? Side = null,
    decimal? OrderQty = null,
    OrdType? OrdType = null,
    decimal? Price = null,
    TimeInForce? TimeInForce = null,
    decimal? StopPx = null,
    decimal? TrailAmt = null,
    decimal? TrailPercent = null,
    decimal? LimitOffset = null,
    decimal? PegOffset = null,
    Instant? ExpireTime = null,
    bool? OutsideRth = null,
    bool? Urgent = null)
{
    /// <summary>The first required field that is missing; null when all are there.</summary>
    [JsonIgnore]
    public string? MissingField => this switch
    {
        { Account: null or "" } => "account",
        { Symbol: null or "" } => "symbol",
        { Side: null } => "side",
        { OrderQty: null } => "orderQty",
        { OrdType: null } => "ordType",
        _ => null,
    };

    /// <param name="clOrdId">The caller's id, from the body, the header or made by us.</param>
    /// <exception cref="InvalidOperationException">A required field is missing.</exception>
    public OrderTerms ToTerms(string clOrdId) => new(
        new(Account ?? throw Missing()),
        new(clOrdId),
        new(Symbol ?? throw Missing()),
        Side ?? throw Missing(),
        OrderQty ?? throw Missing(),
        OrdType ?? throw Missing(),
        Price,
        TimeInForce ?? Trading.Orders.TimeInForce.Day)
    {
        Pricing = PricingRequest.TermsOf(StopPx, TrailAmt, TrailPercent, LimitOffset, PegOffset),
        ExpireTime = ExpireTime,
        OutsideRth = OutsideRth ?? false,
    };

    private InvalidOperationException Missing() => new($"{MissingField} is missing");
}

/// <summary>The body of a replace; null leaves a term as it is.</summary>
internal sealed record ReplaceOrderRequest(
    decimal? OrderQty = null,
    decimal? Price = null,
    decimal? StopPx = null,
    decimal? TrailAmt = null,
    decimal? TrailPercent = null,
    decimal? LimitOffset = null,
    decimal? PegOffset = null)
{
    [JsonIgnore]
    public PricingTerms? Pricing => PricingRequest.TermsOf(StopPx, TrailAmt, TrailPercent, LimitOffset, PegOffset);
}

/// <summary>Trigger, trail and offsets lie flat in the API.</summary>
internal static class PricingRequest
{
    private static readonly PricingTerms Nothing = new();

    /// <summary>Null when nothing of it is said.</summary>
    public static PricingTerms? TermsOf(decimal? stopPx, decimal? trailAmt, decimal? trailPercent, decimal? limitOffset, decimal? pegOffset) =>
        new PricingTerms(stopPx, trailAmt, trailPercent, limitOffset, pegOffset) is var terms && terms == Nothing ? null : terms;
}

/// <summary>The body of a list; each order of it may leave out the account.</summary>
internal sealed record PlaceListRequest(
    string? Account = null, ContingencyType? ContingencyType = null, IReadOnlyList<PlaceOrderRequest>? Orders = null);

using Microsoft.AspNetCore.Http.HttpResults;
using Oms.Engine;
using Oms.Server.Access;
using Oms.Server.Reading;
using Oms.Storage.ReadModel;
using Oms.Trading;
using Oms.Trading.Positions;

namespace Oms.Server.Positions;

/// <summary>What the accounts hold.</summary>
internal static class PositionsApi
{
    public static void MapPositions(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/positions", List).WithTags("Positions").RequireAuthorization(Policies.View);

    private static async Task<Ok<PageAnswer<PositionResource>>> List(
        string? account, Caller caller, ReadModelStore store, PositionPricer pricer, CancellationToken ct)
    {
        var found = await store.PositionsAsync(caller.Firm, account is null ? null : new AccountId(account), ct);
        return TypedResults.Ok(new PageAnswer<PositionResource>([.. found.Select(view => pricer.Price(view.Position))], null));
    }
}

/// <summary>A position with what it is worth now; price and unrealised P&amp;L are null while no price is known.</summary>
internal sealed record PositionResource(
    string Account, string Symbol, string? SecType, string? Currency, decimal Quantity, decimal AvgCost, decimal RealizedPnl,
    decimal? UnrealizedPnl, decimal? MarketPrice, Instant? MarketPriceAt, decimal Multiplier);

/// <summary>Values positions at the quote board's prices.</summary>
internal sealed class PositionPricer(QuoteBoard quotes, ReferenceData reference)
{
    public PositionResource Price(Position position)
    {
        var quote = quotes.Find(position.Key.Symbol);
        var instrument = reference.Find(position.Key.Symbol);
        return new(
            position.Key.Account.Value, position.Key.Symbol.Value, instrument?.SecType, instrument?.Currency, position.Quantity,
            position.AvgCost, position.RealizedPnl, quote?.Mark is { } mark ? position.UnrealizedAt(mark) : null, quote?.Mark,
            quote?.Mark is null ? null : quote.At, position.Multiplier);
    }
}

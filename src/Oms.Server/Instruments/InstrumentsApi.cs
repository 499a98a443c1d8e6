using Microsoft.AspNetCore.Http.HttpResults;
using Oms.Engine;
using Oms.Server.Access;
using Oms.Server.Reading;
using Oms.Trading.Instruments;

namespace Oms.Server.Instruments;

/// <summary>What can be traded.</summary>
internal static class InstrumentsApi
{
    public static void MapInstruments(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/instruments", List).WithTags("Instruments").RequireAuthorization(Policies.View);

    // A symbol that starts with the query comes before a name that contains it.
    private static Ok<PageAnswer<InstrumentResource>> List(string? query, ReferenceData reference)
    {
        var text = (query ?? "").Trim();
        var found = reference.Instruments
            .Where(i => i.Symbol.Value.Contains(text, StringComparison.OrdinalIgnoreCase)
                || i.Name.Contains(text, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(i => i.Symbol.Value.Equals(text, StringComparison.OrdinalIgnoreCase))
            .ThenByDescending(i => i.Symbol.Value.StartsWith(text, StringComparison.OrdinalIgnoreCase))
            .ThenBy(i => i.Symbol.Value, StringComparer.Ordinal)
            .Take(Paging.LimitMax);
        return TypedResults.Ok(new PageAnswer<InstrumentResource>([.. found.Select(InstrumentResource.From)], null));
    }
}

/// <summary>An instrument as the API shows it.</summary>
internal sealed record InstrumentResource(
    string Symbol, string Name, string SecType, string Exchange, string? PrimaryExchange, string Currency, decimal Multiplier,
    decimal TickSize, decimal LotSize, string TimeZone, int? ConId)
{
    public static InstrumentResource From(Instrument i) => new(i.Symbol.Value, i.Name, i.SecType, i.Exchange, i.PrimaryExchange, i.Currency,
        i.Multiplier, i.TickSize, i.LotSize, i.TimeZone, i.ConId);
}

using Microsoft.AspNetCore.Http.HttpResults;
using Oms.Engine;
using Oms.Server.Access;
using Oms.Server.Problems;
using Oms.Server.Reading;
using Oms.Trading;
using Oms.Trading.Risk;

namespace Oms.Server.MarketData;

/// <summary>The latest prices, each with its age.</summary>
internal static class QuotesApi
{
    public static void MapQuotes(this IEndpointRouteBuilder routes)
    {
        var quotes = routes.MapGroup("/marketdata/quotes").WithTags("Market data").RequireAuthorization(Policies.View);
        quotes.MapGet("/", List);
        quotes.MapGet("/{symbol}", Get);
    }

    private static Ok<PageAnswer<QuoteResource>> List(QuoteBoard board, TimeProvider clock)
    {
        var now = Instant.Now(clock);
        var items = board.All.OrderBy(pair => pair.Key.Value, StringComparer.Ordinal)
            .Select(pair => QuoteResource.From(pair.Key, pair.Value.Quote, now));
        return TypedResults.Ok(new PageAnswer<QuoteResource>([.. items], null));
    }

    private static Results<Ok<QuoteResource>, ProblemHttpResult> Get(
        string symbol, QuoteBoard board, ReferenceData reference, TimeProvider clock)
    {
        if (reference.Find(new Symbol(symbol)) is null) return Problem.NotFound("UNKNOWN_SYMBOL", $"no instrument {symbol} is listed");
        return board.Find(new(symbol)) is { } quote
            ? TypedResults.Ok(QuoteResource.From(new(symbol), quote, Instant.Now(clock)))
            : Problem.NotFound("NO_QUOTE", $"no price of {symbol} is known");
    }
}

/// <summary>A quote; <see cref="Stale"/> when it is too old to be shown as the market.</summary>
internal sealed record QuoteResource(
    string Symbol, decimal? Bid, decimal? BidSize, decimal? Ask, decimal? AskSize, decimal? Last, decimal? LastSize, decimal? Close,
    Instant At, long AgeMs, bool Stale)
{
    private static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(30);

    public static QuoteResource From(Symbol symbol, Quote quote, Instant now) => new(
        symbol.Value, quote.Bid, quote.BidSize, quote.Ask, quote.AskSize, quote.Last, quote.LastSize, quote.Close, quote.At,
        (long)(now - quote.At).TotalMilliseconds, now - quote.At > StaleAfter);
}

using Microsoft.AspNetCore.Http.HttpResults;
using Oms.Engine;
using Oms.Server.Access;
using Oms.Server.Positions;
using Oms.Server.Problems;
using Oms.Storage.ReadModel;
using Oms.Trading;

namespace Oms.Server.Accounts;

/// <summary>What an account has won and lost, with every figure it is made of.</summary>
internal static class PnlApi
{
    public static void MapPnl(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/accounts/{account}/pnl", Get).WithTags("Accounts").RequireAuthorization(Policies.View);

    private static async Task<Results<Ok<PnlResource>, ProblemHttpResult>> Get(
        string account, Caller caller, ReadModelStore store, PositionPricer pricer, QuoteBoard quotes, TimeProvider clock, CancellationToken ct)
    {
        var found = (await store.AccountsAsync(caller.Firm, ct)).FirstOrDefault(view => view.Account.Id.Value == account);
        if (found is null) return Problem.NotFound("UNKNOWN_ACCOUNT", $"no account {account} is known");
        var positions = await store.PositionsAsync(caller.Firm, found.Account.Id, ct);
        var lines = positions.Select(view => PnlLine.From(pricer.Price(view.Position), found.Account.Currency, quotes)).ToArray();
        return TypedResults.Ok(PnlResource.From(account, found.Account.Currency, lines, Instant.Now(clock)));
    }
}

/// <summary>
/// Profit without commissions, in the account's currency. A sum is null when a part of it is not known: a price, or a rate to the account's
/// currency. A part that is zero needs neither.
/// </summary>
internal sealed record PnlResource(
    string Account, string Currency, decimal? RealizedPnl, decimal? UnrealizedPnl, decimal? TotalPnl, IReadOnlyList<PnlLine> Items, Instant At)
{
    public static PnlResource From(string account, string currency, IReadOnlyList<PnlLine> lines, Instant at)
    {
        var realized = Sum(lines, line => line.RealizedPnl);
        var unrealized = Sum(lines, line => line.Quantity == 0 ? 0 : line.UnrealizedPnl);
        return new(account, currency, realized, unrealized, realized + unrealized, lines, at);
    }

    private static decimal? Sum(IEnumerable<PnlLine> lines, Func<PnlLine, decimal?> part)
    {
        decimal? sum = 0;
        foreach (var line in lines) sum += part(line) is 0 ? 0 : part(line) * line.RateToAccount;
        return sum;
    }
}

/// <summary>One position's part, in the instrument's currency.</summary>
internal sealed record PnlLine(
    string Symbol, string? Currency, decimal Quantity, decimal RealizedPnl, decimal? UnrealizedPnl, decimal? MarketPrice, Instant? MarketPriceAt,
    decimal? RateToAccount)
{
    public static PnlLine From(PositionResource position, string accountCurrency, QuoteBoard quotes) => new(
        position.Symbol, position.Currency, position.Quantity, position.RealizedPnl, position.UnrealizedPnl, position.MarketPrice,
        position.MarketPriceAt, position.Currency is { } currency ? quotes.Rate(currency, accountCurrency) : null);
}

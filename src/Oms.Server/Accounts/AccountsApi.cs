using Microsoft.AspNetCore.Http.HttpResults;
using Oms.Server.Access;
using Oms.Server.Problems;
using Oms.Server.Reading;
using Oms.Storage.ReadModel;
using Oms.Trading.Accounts;

namespace Oms.Server.Accounts;

/// <summary>The firm's brokerage accounts.</summary>
internal static class AccountsApi
{
    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        var accounts = routes.MapGroup("/accounts").WithTags("Accounts").RequireAuthorization(Policies.View);
        accounts.MapGet("/", List);
        accounts.MapGet("/{account}", Get);
    }

    private static async Task<Ok<PageAnswer<AccountResource>>> List(Caller caller, ReadModelStore store, CancellationToken ct) =>
        TypedResults.Ok(new PageAnswer<AccountResource>(
            [.. (await store.AccountsAsync(caller.Firm, ct)).Select(AccountResource.From)], null));

    private static async Task<Results<Ok<AccountResource>, ProblemHttpResult>> Get(
        string account, Caller caller, ReadModelStore store, CancellationToken ct) =>
        (await store.AccountsAsync(caller.Firm, ct)).FirstOrDefault(view => view.Account.Id.Value == account) is { } found
            ? TypedResults.Ok(AccountResource.From(found))
            : Problem.NotFound("UNKNOWN_ACCOUNT", $"no account {account} is known");
}

/// <summary>An account, whether it may trade now, and how many of its orders are open.</summary>
internal sealed record AccountResource(
    string Account, string Name, string Firm, string Currency, TradingMode Mode, bool KillSwitch, long OpenOrders)
{
    public static AccountResource From(AccountView view) => new(
        view.Account.Id.Value, view.Account.Name, view.Account.Firm.Value, view.Account.Currency, view.Account.Mode,
        view.KillSwitch is { On: true }, view.OpenOrders);
}

using Microsoft.AspNetCore.Http.HttpResults;
using Oms.Engine;
using Oms.Server.Access;
using Oms.Server.Reading;
using Oms.Storage.ReadModel;
using Oms.Trading;
using Oms.Trading.Risk;

namespace Oms.Server.Risk;

/// <summary>Whether each account can trade now, and what stands in its way.</summary>
internal static class RiskStatusApi
{
    public static void MapRiskStatus(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/risk/status", Get).WithTags("Risk").RequireAuthorization(Policies.View);

    private static async Task<Ok<PageAnswer<RiskStatusResource>>> Get(
        string? account, Caller caller, ReadModelStore store, ITradingDesk desk, CancellationToken ct)
    {
        var status = await desk.StatusAsync(ct);
        var firm = (await store.KillSwitchesAsync(caller.Firm, ct)).FirstOrDefault(view => view.Account is null)?.Switch;
        var items = new List<RiskStatusResource>();
        foreach (var view in (await store.AccountsAsync(caller.Firm, ct)).Where(view => account is null || view.Account.Id.Value == account))
        {
            var limits = await store.LimitsAsync(caller.Firm, view.Account.Id, ct) ?? RiskLimits.None;
            var inDoubt = await InDoubtAsync(store, caller.Firm, view.Account.Id, ct);
            RiskObstacle[] obstacles = [.. Engine(status), .. Switches(firm, view), .. Missing(limits)];
            items.Add(new(view.Account.Id.Value, obstacles.Length == 0, obstacles, view.OpenOrders, inDoubt,
                LimitsResource.From(view.Account.Id.Value, limits, null)));
        }

        return TypedResults.Ok(new PageAnswer<RiskStatusResource>(items, null));
    }

    private static IEnumerable<RiskObstacle> Engine(DeskStatus status)
    {
        if (status.StopReason is { } stopped) yield return new("ENGINE_STOPPED", stopped);
        else if (status.Broker.State.ToString() != "Ready") yield return new("BROKER_NOT_CONNECTED", $"the link is {status.Broker.State}");
    }

    private static IEnumerable<RiskObstacle> Switches(KillSwitch? firm, AccountView view)
    {
        if (firm is { On: true }) yield return new("TRADING_HALTED", $"the firm's kill switch is on: {firm.Reason}");
        if (view.KillSwitch is { On: true } own) yield return new("TRADING_HALTED", $"the account's kill switch is on: {own.Reason}");
    }

    private static IEnumerable<RiskObstacle> Missing(RiskLimits limits)
    {
        if (limits.MaxOrderQty is null) yield return new("LIMIT_NOT_CONFIGURED", "maxOrderQty is not set");
        if (limits.MaxNotional is null) yield return new("LIMIT_NOT_CONFIGURED", "maxNotional is not set");
        if (limits.PriceCollarPercent is null) yield return new("LIMIT_NOT_CONFIGURED", "priceCollarPercent is not set");
        if (limits.PriceAgeMax is null) yield return new("LIMIT_NOT_CONFIGURED", "priceAgeMaxSeconds is not set");
    }

    private static async Task<int> InDoubtAsync(ReadModelStore store, FirmId firm, AccountId account, CancellationToken ct)
    {
        var (count, cursor) = (0, (string?)null);
        do
        {
            var page = await store.OrdersAsync(firm, new(account, Scope: OrderScope.Open, Cursor: cursor, Limit: ReadModelStore.PageMax), ct);
            count += page.Items.Count(view => view.Order.InDoubt);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return count;
    }
}

/// <param name="CanTrade">False when every new order would be refused, whatever its terms.</param>
internal sealed record RiskStatusResource(
    string Account, bool CanTrade, IReadOnlyList<RiskObstacle> Obstacles, long OpenOrders, int InDoubt, LimitsResource Limits);

internal sealed record RiskObstacle(string Code, string Detail);

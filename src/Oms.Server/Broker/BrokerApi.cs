using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Oms.Engine;
using Oms.Server.Access;
using Oms.Server.Reading;
using Oms.Storage.ReadModel;
using Oms.Trading;
using Oms.Trading.Broker;

namespace Oms.Server.Broker;

/// <summary>The link to Interactive Brokers, and what its nights did.</summary>
internal static class BrokerApi
{
    public static void MapBroker(this IEndpointRouteBuilder routes)
    {
        var broker = routes.MapGroup("/brokers/ib").WithTags("Broker").RequireAuthorization(Policies.View);
        broker.MapGet("/status", async Task<Ok<BrokerStatus>> (ITradingDesk desk, CancellationToken ct) =>
            TypedResults.Ok((await desk.StatusAsync(ct)).Broker));
        broker.MapGet("/night-reports", Nights);
    }

    private static async Task<Results<Ok<PageAnswer<NightReportResource>>, ProblemHttpResult>> Nights(
        string? cursor, int? limit, Caller caller, ReadModelStore store, CancellationToken ct)
    {
        if (!Paging.TryRead(cursor, limit, out var page, out var fault)) return fault;
        var found = await store.NightReportsAsync(page.Cursor, page.Limit, ct);
        return TypedResults.Ok(new PageAnswer<NightReportResource>(
            [.. found.Items.Select(view => NightReportResource.From(view, caller.Firm))], found.NextCursor));
    }
}

/// <summary>What a planned restart did to the orders of a firm; <see cref="Text"/> says it in words, ready to be mailed.</summary>
internal sealed record NightReportResource(
    Instant FrozenAt, Instant? LinkLostAt, Instant? LinkBackAt, Instant ReopenedAt, int Resting, int Confirmed, int Fills, int BreaksOpen,
    IReadOnlyList<NightOrder> Orders, string Text, long Seq)
{
    public static NightReportResource From(NightReportView view, FirmId firm)
    {
        var report = view.Report with { Orders = [.. view.Report.Orders.Where(order => order.Firm == firm)] };
        return new(report.FrozenAt, report.LinkLostAt, report.LinkBackAt, report.ReopenedAt, report.Orders.Length,
            report.Orders.Count(order => order.IsConfirmed), report.Fills, report.BreaksOpen, report.Orders, TextOf(report), view.Seq);
    }

    private static string TextOf(NightReport report)
    {
        var text = new StringBuilder();
        text.Append($"Broker restart: new orders held back from {report.FrozenAt} to {report.ReopenedAt}.\n");
        text.Append(report.LinkLostAt is { } lost ? $"Link lost {lost}, back {report.LinkBackAt?.ToString() ?? "not seen"}.\n" : "The link held.\n");
        text.Append($"{report.Orders.Length} orders rested, {report.Orders.Count(order => order.IsConfirmed)} confirmed, ")
            .Append($"{report.Fills} fills meanwhile, {report.BreaksOpen} breaks open at the end.\n");
        foreach (var order in report.Orders.OrderBy(order => order.IsConfirmed))
        {
            text.Append($"{(order.IsConfirmed ? "ok " : "?? ")} {order.Account} {order.ClOrdId} {order.Symbol} {order.OrdStatus} ")
                .Append($"leaves {order.LeavesQty:0.##########}: {order.Evidence}\n");
        }

        return text.ToString();
    }
}

using System.Text;
using Oms.Engine;
using Oms.Server.Reading;
using Oms.Storage.ReadModel;
using Oms.Trading;
using Oms.Trading.Orders;

namespace Oms.Server.Upkeep;

/// <summary>What stands at one moment that somebody should know of.</summary>
internal sealed record FirmReview(
    string Firm, int OpenOrders, IReadOnlyList<string> InDoubt, IReadOnlyList<string> Anomalies, int Fills, int Denials, IReadOnlyList<string> KillSwitches);

/// <summary>Looks over the desks of all firms.</summary>
internal sealed class DeskReviews(ReadModelStore store, ReferenceData reference)
{
    public async Task<IReadOnlyList<FirmReview>> SinceAsync(Instant since, CancellationToken ct)
    {
        var reviews = new List<FirmReview>();
        foreach (var firm in reference.Firms)
            reviews.Add(await OfAsync(firm, since, ct));
        return reviews;
    }

    public static string Text(IEnumerable<FirmReview> reviews)
    {
        var text = new StringBuilder();
        foreach (var review in reviews)
        {
            text.Append($"{review.Firm}: {review.Fills} fills, {review.Denials} denials, {review.OpenOrders} open orders\n");
            if (review.InDoubt.Count > 0) text.Append($"  in doubt: {string.Join(", ", review.InDoubt)}\n");
            if (review.Anomalies.Count > 0) text.Append($"  flagged: {string.Join(", ", review.Anomalies)}\n");
            if (review.KillSwitches.Count > 0) text.Append($"  kill switch on: {string.Join(", ", review.KillSwitches)}\n");
        }

        return text.ToString();
    }

    private async Task<FirmReview> OfAsync(FirmId firm, Instant since, CancellationToken ct)
    {
        var open = await Pages.AllAsync(cursor => store.OrdersAsync(firm, new(Scope: OrderScope.Open, Cursor: cursor, Limit: ReadModelStore.PageMax), ct));
        var changed = await Pages.AllAsync(cursor => store.OrdersAsync(firm, new(Cursor: cursor, Limit: ReadModelStore.PageMax), ct), view => view.Order.Times.Created >= since);
        var fills = await Pages.AllAsync(cursor => store.ExecutionsAsync(firm, new(Cursor: cursor, Limit: ReadModelStore.PageMax), ct), fill => fill.BookedAt >= since);
        var denials = await Pages.AllAsync(cursor => store.DenialsAsync(firm, new(Cursor: cursor, Limit: ReadModelStore.PageMax), ct), denial => denial.At >= since);
        var kills = await store.KillSwitchesAsync(firm, ct);
        return new(firm.Value, open.Count, [.. open.Where(view => view.Order.InDoubt).Select(view => Name(view.Order))],
            [.. changed.Where(view => view.Order.Anomalies.Length > 0).Select(view => $"{Name(view.Order)} ({view.Order.Anomalies[^1]})")],
            fills.Count, denials.Count, [.. kills.Where(kill => kill.Switch.On).Select(kill => kill.Account?.Value ?? "the whole firm")]);
    }

    private static string Name(Order order) => $"{order.Terms.Account}/{order.Terms.ClOrdId}";
}

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Oms.Engine.Journal;
using Oms.Server.Hosting;
using Oms.Server.Orders;
using Oms.Storage;
using Oms.Trading;
using Oms.Trading.Orders;
using Command = System.CommandLine.Command;

namespace Oms.Server.Commands;

/// <summary><c>oms order</c>: what happened to an order, out of the journal, while the engine runs or not.</summary>
internal static class OrderCommand
{
    private static readonly Argument<string> Id = new("id") { Description = "our id of the order" };
    private static readonly Option<DateTimeOffset?> At = new("--at") { Description = "as it was known at that instant, e.g. 2026-11-23T14:30:00Z" };

    public static Command Create()
    {
        var show = new Command("show", "Tell an order's story: each event, the order after it, and the limits and prices it was decided with") { Id, At };
        show.SetAction((parsed, ct) => Failures.GuardAsync(() => ShowAsync(new(parsed.GetValue(Id) ?? ""), parsed.GetValue(At), ct)));
        return new("order", "Look at one order") { show };
    }

    private static async Task<int> ShowAsync(OrderId id, DateTimeOffset? at, CancellationToken ct)
    {
        var settings = OmsSettings.FromEnvironment();
        await using var services = new ServiceCollection().AddLogging().AddStorageReaders(settings.Database, settings.Shard).BuildServiceProvider();
        var story = new OrderStory(services.GetRequiredService<IJournal>());
        var told = await story.TellAsync(id, at is { } time ? Instant.From(time) : null, ct);
        if (told.Count == 0)
        {
            await Console.Error.WriteLineAsync($"oms: no order {id} is known{(at is null ? "" : " at that time")}");
            return Failures.Failed;
        }

        foreach (var entry in told)
            foreach (var line in LinesOf(entry)) Console.WriteLine(line);
        return 0;
    }

    private static IEnumerable<string> LinesOf(StoryEvent told)
    {
        yield return $"{told.Seq,8} {told.At} {told.Kind,-22} {(told.Order is { } order ? StateOf(order) : "")}";
        yield return $"{"",8} {JsonSerializer.Serialize(told.Event, told.Event.GetType(), ApiJson.Options)}";
        if (told.Decision is not { } decision) yield break;
        yield return $"{"",8} decided with limits version {decision.LimitsVersion}, reference price {Told(decision.ReferencePx)}"
            + (decision.ReferenceAgeSeconds is { } age ? $" that was {age.ToString("0.000", CultureInfo.InvariantCulture)} s old" : "")
            + $", value {Told(decision.Notional)}";
        foreach (var check in decision.Checks?.Where(check => check.Limit is not null) ?? [])
            yield return $"{"",10} {check.LimitId}: {Told(check.Value)} of {Told(check.Limit)}, {Told(check.Headroom)} left";
    }

    private static string StateOf(Order order) => $"{order.OrdStatus}{(order.InDoubt ? " (in doubt)" : "")} {order.Terms.Side} "
        + $"{Told(order.Terms.OrderQty)} {order.Terms.Symbol} {order.Terms.OrdType} {Told(order.Terms.Price)}: "
        + $"filled {Told(order.CumQty)}, left {Told(order.LeavesQty)}, average {Told(order.AvgPx)}";

    private static string Told(decimal? number) => number?.ToString("0.##########", CultureInfo.InvariantCulture) ?? "-";
}

using System.Collections.Immutable;
using Oms.Trading.Orders;

namespace Oms.Trading.Tests.Orders;

/// <summary>Every state that an order can reach, with every input, has a defined result.</summary>
public sealed class MatrixTests
{
    private static readonly ImmutableSortedDictionary<string, ImmutableArray<string>> Reachable = Explore();

    [Fact]
    public void Every_reachable_state_answers_every_input_as_the_golden_table_says() =>
        Golden.Matches("matrix.txt", Reachable.SelectMany(state => MatrixInputs.Names.Select(name => Line(state.Value, name))));

    // A state leaves this list only by a decision: what the field does to orders does not get less.
    [Fact]
    public void Every_combination_of_open_status_request_and_doubt_is_reached()
    {
        var expected =
            from working in new[] { OrdStatus.New, OrdStatus.PartiallyFilled }
            from pending in new[] { "none", "Cancel", "Replace", "Cancel+Replace" }
            from doubt in new[] { "sure", "in-doubt" }
            select $"{working} {pending} {doubt}";

        Assert.Superset(expected.ToHashSet(), Reachable.Keys.ToHashSet());
        Assert.Contains("PendingNew none sure", Reachable.Keys);
        Assert.Contains("PendingNew none in-doubt", Reachable.Keys);
        Assert.Contains("PendingNew Cancel sure", Reachable.Keys);
        Assert.Contains("PendingNew Cancel in-doubt", Reachable.Keys);
        Assert.All(["Filled", "Canceled", "Rejected", "Expired"], closed => Assert.Contains($"{closed} none sure", Reachable.Keys));
        Assert.DoesNotContain(Reachable.Keys, key => key.StartsWith("PendingNew Replace", StringComparison.Ordinal));
    }

    // Breadth first, so that each state is reached by a shortest story; each story is told to a fresh book, with all invariants checked.
    private static ImmutableSortedDictionary<string, ImmutableArray<string>> Explore()
    {
        var found = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty.WithComparers(StringComparer.Ordinal);
        var frontier = new Queue<ImmutableArray<string>>([[]]);
        while (frontier.TryDequeue(out var story))
        {
            var key = KeyOf(MatrixInputs.Tell(story).Order);
            if (found.ContainsKey(key)) continue;
            found = found.Add(key, story);
            foreach (var name in MatrixInputs.Names) frontier.Enqueue(story.Add(name));
        }

        return found;
    }

    private static string KeyOf(Order order) =>
        $"{order.Working} {PendingOf(order)} {(order.InDoubt ? "in-doubt" : "sure")}";

    private static string PendingOf(Order order) => order switch
    {
        { Pending: PendingRequest.Cancel, PendingTerms: not null } => "Cancel+Replace",
        { Pending: { } pending } => pending.ToString(),
        _ => "none",
    };

    private static string Line(ImmutableArray<string> story, string name)
    {
        var world = MatrixInputs.Tell(story);
        var before = world.Order;

        var outcome = world.Handle(name);

        var events = string.Join(',', outcome.Changes.Select(change => change.Event.GetType().Name));
        var answer = outcome.Decision switch
        {
            Decision.Denied denied => "denied " + string.Join(',', denied.Denials.Select(denial => denial.Code)),
            Decision.Replayed => "replayed",
            _ => "",
        };
        var (from, to) = (KeyOf(before), KeyOf(world.Order));
        return $"{from,-42}| {name,-21}-> {(from == to ? "=" : to),-42}{answer}{events}".TrimEnd();
    }
}

using System.Diagnostics;
using Oms.Trading.Orders;
using Oms.Trading.Risk;

namespace Oms.Trading.Tests.Orders;

/// <summary>A line of a tape does not hold.</summary>
internal sealed class TapeException(string where, string line, string why) : Exception($"{where}: {line}\n  {why}");

/// <summary>
/// Plays a tape against a book: left of the arrow what happens, right what must be true. What happens is told in words of
/// <see cref="TapeVerbs"/>, what must be true in words of <see cref="TapeClaims"/>; README.md beside the tapes lists both.
/// </summary>
internal sealed class Tape
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, OrderId> _handles = [];
    private int _ids;

    /// <summary>The legs that wait for their list, by their names on the tape.</summary>
    public List<(string Name, ListedOrder Order)> Legs { get; } = [];

    public TradingBook Book { get; } = Known.ReadyBook();

    public Instant Now { get; private set; } = Known.Start;

    /// <summary>What commands see of the market; the quote is as old as <see cref="QuoteAge"/> at each line.</summary>
    public (decimal Bid, decimal Ask)? Quote { get; set; } = (9.99m, 10.01m);

    public TimeSpan QuoteAge { get; set; } = TimeSpan.Zero;

    public decimal? Rate { get; set; } = 1;

    public MarketView Market => new(Quote is var (bid, ask)
        ? new(bid, 100, ask, 100, null, null, null, new(Now.UnixMicros - (long)QuoteAge.TotalMicroseconds))
        : null, Rate);

    public static void Play(IReadOnlyList<string> lines, string name)
    {
        var tape = new Tape();
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i].Split('#')[0].Trim();
            if (line.Length > 0) tape.PlayLine(line, $"{name}:{i + 1}");
        }
    }

    /// <summary>Orders have a name on the tape; it is their clOrdId as well unless the tape says otherwise.</summary>
    public OrderId IdOf(string handle) => _handles.TryGetValue(handle, out var id) ? id : new($"no-{handle}");

    public Order? Find(string handle) => Book.Orders.GetValueOrDefault(IdOf(handle));

    public OrderId NewId() => new($"order-{++_ids}");

    private void PlayLine(string line, string where)
    {
        var sides = line.Split("->");
        if (sides.Length != 2) throw new TapeException(where, line, "a line is: what happens -> what must be true");
        var words = new TapeWords(sides[0]);
        try
        {
            Now = new(Now.UnixMicros + (long)Step.TotalMicroseconds);
            var outcome = TapeVerbs.InputOf(this, words) is { } input ? Book.Handle(input, Now) : new(new Decision.Accepted(), []);
            if (words.Verb is "place" && outcome.Decision is Decision.Accepted { Order: { } placed }) _handles[words[0]] = placed.Id;
            if (outcome.Decision is Decision.ListPlaced { IsReplay: false })
                foreach (var leg in Legs) _handles[leg.Name] = leg.Order.Id;
            if (words.Verb is "list") Legs.Clear();
            TapeClaims.Check(this, words, outcome, sides[1]);
        }
        catch (Exception e) when (e is not TapeException)
        {
            throw new TapeException(where, line, e is TapeClaimException ? e.Message : e.ToString());
        }
    }
}

/// <summary>The left side of a line: a verb, arguments by place, and options as <c>name=value</c>.</summary>
internal sealed class TapeWords
{
    private readonly List<string> _arguments = [];
    private readonly Dictionary<string, string> _options = [];

    public TapeWords(string text)
    {
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.Split('=') is [var name, var value]) _options[name] = value;
            else if (Verb is null) Verb = word;
            else _arguments.Add(word);
        }
    }

    public string? Verb { get; }

    public string this[int index] => _arguments[index];

    public int Count => _arguments.Count;

    public string? Option(string name) => _options.GetValueOrDefault(name);

    public string Option(string name, string otherwise) => _options.GetValueOrDefault(name, otherwise);

    public decimal? Number(string name) => _options.TryGetValue(name, out var text) && text != "none" ? decimal.Parse(text) : null;

    public static decimal Price(string word) => word.StartsWith('@')
        ? decimal.Parse(word[1..])
        : throw new UnreachableException($"a price is written @10.00, not {word}");
}

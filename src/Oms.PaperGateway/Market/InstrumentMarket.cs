using Oms.PaperGateway.Instruments;

namespace Oms.PaperGateway.Market;

/// <summary>
/// The market of one instrument: a matching book whose synthetic side is quoted around a price that walks at random
/// and returns to its anchor, or that follows a tape. It moves in steps of fixed length, so that its course depends on
/// seed, tape and time alone.
/// </summary>
internal sealed class InstrumentMarket(
    Instrument instrument, ulong seed, MarketTape? tape = null, IReadOnlyList<QuotedPart>? parts = null)
{
    public static readonly TimeSpan StepLength = TimeSpan.FromMilliseconds(250);

    /// <summary>After a gap the market wakes with this many steps; what it did meanwhile nobody saw.</summary>
    private const int CatchUpStepsMax = 40;

    private const int PrintsKept = 1000;

    /// <summary>A market order never trades further away from the fair price than this part of it.</summary>
    private const decimal Collar = 0.05m;

    // Square root of the steps in a day: daily movement becomes movement per step.
    private const decimal StepsPerDayRoot = 588;
    private const decimal Reversion = 0.0002m;
    private const int PrintPercent = 35;

    private readonly SeededRandom random = new(unchecked(seed * 1_000_003 + (ulong)instrument.ConId));
    private readonly SyntheticQuotes quotes = new(instrument);
    private readonly LinkedList<Print> prints = new();
    private readonly decimal movement = instrument.AnchorPx * instrument.DailyMove / StepsPerDayRoot;
    private decimal fair = tape?.FirstPx ?? instrument.AnchorPx;
    private long? lastStep;
    private long printSeq;

    public Instrument Instrument => instrument;
    public MatchingBook Book { get; } = new();

    /// <summary>The legs of a combo, whose books trade in place of this one.</summary>
    public IReadOnlyList<QuotedPart> Parts => parts ?? [];

    public Quote Quote
    {
        get => parts is null ? own : QuotedPart.QuoteOf(parts);
        private set => own = value;
    }

    private Quote own =
        new() { PreviousClose = tape?.FirstPx ?? instrument.AnchorPx, Open = tape?.FirstPx ?? instrument.AnchorPx };

    /// <summary>What one unit is worth now, in the currency of the instrument.</summary>
    public decimal UnitValue => Quote.Mark * instrument.Multiplier;

    public BarHistory History { get; } = new(instrument, seed);

    /// <summary>The latest trades, oldest first.</summary>
    public IEnumerable<Print> Prints => prints;

    public IReadOnlyList<Print> PrintsAfter(long seq)
    {
        List<Print> after = [];
        for (var node = prints.Last; node is not null && node.Value.Seq > seq; node = node.Previous)
            after.Add(node.Value);
        after.Reverse();
        return after;
    }

    /// <summary>Moves on to <paramref name="now"/>; every trade against a client order is told as it happens.</summary>
    public void Advance(DateTimeOffset now, Action<Match> onClientFill)
    {
        var step = now.ToUnixTimeMilliseconds() / (long)StepLength.TotalMilliseconds;
        var steps = lastStep is { } last ? Math.Min(step - last, CatchUpStepsMax) : 1;
        for (var i = 0; i < steps; i++) Step(now, onClientFill);
        if (steps > 0) lastStep = step;
    }

    /// <summary>
    /// One match of an incoming order; the book is quoted deeper while the order wants more than it shows.
    /// </summary>
    public Match? TakeOne(Side side, decimal quantity, decimal? limit, DateTimeOffset now)
    {
        var bound = CollarPrice(side);
        if (limit is { } price) bound = side is Side.Buy ? Math.Min(bound, price) : Math.Max(bound, price);
        quotes.Deepen(Book, side.Opposite(), Quote.Last ?? instrument.RoundToTick(fair), bound, random);
        var match = Book.TakeOne(side, quantity, bound);
        if (match is { } taken) Print(taken.Price, taken.Quantity, now);
        RefreshTop();
        return match;
    }

    /// <summary>How much could be taken at once within the limit.</summary>
    public decimal Available(Side side, decimal? limit)
    {
        if (parts is null) return Book.Available(side, limit ?? CollarPrice(side));
        var quote = Quote;
        var (price, size) = side is Side.Buy ? (quote.Ask, quote.AskSize) : (quote.Bid, quote.BidSize);
        return price is { } shown && MatchingBook.Crosses(side, limit, shown) ? size : 0;
    }

    public RestingOrder Rest(Side side, decimal price, decimal quantity, int ownerPermId)
    {
        var order = Book.Rest(side, price, quantity, ownerPermId);
        RefreshTop();
        return order;
    }

    public void Remove(RestingOrder order)
    {
        Book.Remove(order);
        RefreshTop();
    }

    /// <summary>The quote as it would be without one order, so that a pegged order does not follow itself.</summary>
    public Quote QuoteWithout(int permId) => Quote with
    {
        Bid = Book.On(Side.Buy).FirstOrDefault(o => o.OwnerPermId != permId)?.Price,
        Ask = Book.On(Side.Sell).FirstOrDefault(o => o.OwnerPermId != permId)?.Price,
    };

    /// <summary>Starts a new trading day: the last price becomes the previous close.</summary>
    public void RollDay() => Quote = Quote with
    {
        PreviousClose = Quote.Last ?? Quote.PreviousClose,
        Open = Quote.Mark,
        High = 0,
        Low = 0,
        Volume = 0,
    };

    /// <summary>A scripted move, for tests and faults: the fair price jumps and the quotes follow.</summary>
    public void MoveTo(decimal price, DateTimeOffset now, Action<Match> onClientFill)
    {
        fair = price;
        Requote(now, onClientFill);
    }

    private void Step(DateTimeOffset now, Action<Match> onClientFill)
    {
        if (tape is not null)
        {
            StepOnTape(tape, now, onClientFill);
            return;
        }
        fair += (instrument.AnchorPx - fair) * Reversion + movement * random.Normal();
        Requote(now, onClientFill);
        History.Add(now, instrument.RoundToTick(Quote.Mark), 0);
        if (!random.Chance(PrintPercent)) return;
        var side = random.Chance(50) ? Side.Buy : Side.Sell;
        Aggress(side, quotes.Lot(random.Uniform() * random.Uniform() * instrument.LevelSize), null, now, onClientFill);
        RefreshTop();
    }

    private void StepOnTape(MarketTape recorded, DateTimeOffset now, Action<Match> onClientFill)
    {
        foreach (var point in recorded.PlayUntil(now).Where(p => p.Size > 0)) Trade(point, onClientFill);
        fair = recorded.PriceAt(now);
        Requote(now, onClientFill, recorded.Quote);
        History.Add(now, instrument.RoundToTick(Quote.Mark), 0);
    }

    // The quotes move there first; then what the book has at the price trades, and the rest traded elsewhere.
    private void Trade(TapePoint point, Action<Match> onClientFill)
    {
        fair = point.Price;
        Requote(point.At, onClientFill);
        var left = point.Size - Aggress(Side.Sell, point.Size, point.Price, point.At, onClientFill);
        left -= Aggress(Side.Buy, left, point.Price, point.At, onClientFill);
        if (left > 0) Print(point.Price, left, point.At);
    }

    private void Requote(DateTimeOffset now, Action<Match> onClientFill, TapeQuote? recorded = null)
    {
        var plan = recorded is null ? quotes.Plan(Book, fair, random) : quotes.Plan(Book, recorded, random);
        foreach (var quote in plan)
        {
            var left = quote.Size - Aggress(quote.Side, quote.Size, quote.Price, now, onClientFill);
            if (left > 0) quotes.Placed(quote, Book.Rest(quote.Side, quote.Price, left));
        }
        RefreshTop();
    }

    /// <summary>Synthetic interest that meets resting orders trades with them first, as anyone else would.</summary>
    private decimal Aggress(Side side, decimal size, decimal? limit, DateTimeOffset now, Action<Match> onClientFill)
    {
        var taken = 0m;
        while (taken < size && Book.TakeOne(side, size - taken, limit) is { } match)
        {
            taken += match.Quantity;
            Print(match.Price, match.Quantity, now);
            if (match.MakerPermId is not null) onClientFill(match);
        }
        return taken;
    }

    private void Print(decimal price, decimal size, DateTimeOffset now)
    {
        prints.AddLast(new Print(++printSeq, now, price, size));
        if (prints.Count > PrintsKept) prints.RemoveFirst();
        History.Add(now, price, size);
        Quote = Quote with
        {
            Last = price,
            LastSize = size,
            LastAt = now,
            High = Math.Max(Quote.High, price),
            Low = Quote.Low == 0 ? price : Math.Min(Quote.Low, price),
            Volume = Quote.Volume + size,
        };
    }

    private void RefreshTop()
    {
        var (bid, bidSize) = (Book.Best(Side.Buy)?.Price, Book.SizeAtBest(Side.Buy));
        var (ask, askSize) = (Book.Best(Side.Sell)?.Price, Book.SizeAtBest(Side.Sell));
        if (bid == Quote.Bid && bidSize == Quote.BidSize && ask == Quote.Ask && askSize == Quote.AskSize) return;
        Quote = Quote with { Bid = bid, BidSize = bidSize, Ask = ask, AskSize = askSize };
    }

    private decimal CollarPrice(Side side) => instrument.RoundToTick(fair * (1 + side.Sign() * Collar));
}

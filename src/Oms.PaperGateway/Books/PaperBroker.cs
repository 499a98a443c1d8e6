using Oms.PaperGateway.Accounts;
using Oms.PaperGateway.Instruments;
using Oms.PaperGateway.Market;
using Oms.PaperGateway.Orders;

namespace Oms.PaperGateway.Books;

/// <summary>
/// Everything behind the sockets: markets, orders and accounts, driven by inputs and the time that comes with them.
/// The same seed, inputs and times give the same reports.
/// </summary>
internal sealed class PaperBroker : IDisposable
{
    private readonly List<Report> reports = [];

    public PaperBroker(PaperBrokerSetup setup, DateTimeOffset now)
    {
        Calendar = new TradingCalendar(setup.Hours);
        Catalog = new InstrumentCatalog(InstrumentTable.All);
        Markets = new MarketPlace(Catalog, setup.Seed, setup.Tapes);
        Books = BrokerBooks.Open(setup.DataDirectory, setup.OpeningCash, now);
        foreach (var parts in Books.Orders.Select(o => o.Terms.Parts).Where(p => p.Count > 0)) ComboOf(parts);
        Desk = new OrderDesk(Books, Markets, Calendar, Catalog, reports.Add);
        foreach (var market in Markets.All) market.Advance(now, _ => { });
        Desk.Flow.Resume(now);
        reports.Clear();
        Books.Commit();
    }

    public TradingCalendar Calendar { get; }
    public InstrumentCatalog Catalog { get; }
    public MarketPlace Markets { get; }
    public BrokerBooks Books { get; }
    public OrderDesk Desk { get; }

    /// <summary>A combo of listed instruments, itself an instrument from here on.</summary>
    public Instrument ComboOf(IReadOnlyList<ComboPart> parts)
    {
        var combo = Combos.Of(parts, Catalog);
        Catalog.Register(combo);
        Markets.Register(combo);
        return combo;
    }

    /// <summary>Moves all markets on to now, and with them the orders that wait or rest.</summary>
    public void Advance(DateTimeOffset now)
    {
        if (TradingCalendar.TradeDate(now) != Books.Ids.TradeDate) StartDay(now);
        foreach (var market in Markets.All.Where(m => Calendar.IsOpen(m.Instrument, now, outsideRth: true)))
            market.Advance(now, match => Desk.Flow.OnMakerFill(match, now));
        Desk.Flow.Review(now);
    }

    /// <summary>Hands over what there is to tell; it may be told once the books are committed.</summary>
    public IReadOnlyList<Report> TakeReports()
    {
        if (reports.Count == 0) return [];
        Report[] told = [.. reports];
        reports.Clear();
        return told;
    }

    public void Dispose() => Books.Dispose();

    private void StartDay(DateTimeOffset now)
    {
        Desk.Flow.Review(now);
        Books.Commit();
        foreach (var market in Markets.All) market.RollDay();
        foreach (var account in Books.Accounts.ToList())
            Books.Save(account.StartDay(Valuation.Of(account, Catalog, Markets.Prices).NetLiquidation, WorthOf));
        Books.StartDay(now);
    }

    private decimal WorthOf(Position position) => position.Quantity * Markets.Of(position.ConId).UnitValue;
}

/// <summary>What a paper broker starts from.</summary>
internal sealed record PaperBrokerSetup
{
    public ulong Seed { get; init; } = 1;
    public HoursMode Hours { get; init; }

    /// <summary>Recorded markets by contract id; the others are invented.</summary>
    public IReadOnlyDictionary<int, MarketTape> Tapes { get; init; } = new Dictionary<int, MarketTape>();
    public string? DataDirectory { get; init; }
    public IReadOnlyDictionary<string, decimal> OpeningCash { get; init; } =
        new Dictionary<string, decimal> { ["DU123456"] = 1_000_000m };
}

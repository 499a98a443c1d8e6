using Oms.PaperGateway.Books;
using Oms.PaperGateway.Instruments;
using Oms.PaperGateway.Market;
using Oms.PaperGateway.Orders;

namespace Oms.PaperGateway.Tests;

/// <summary>A paper broker without sockets, on a clock that the test moves.</summary>
internal sealed class BrokerFixture : IDisposable
{
    public const int Client = 7;
    public const int Apple = 265598;
    public const string Account = "DU123456";

    /// <summary>A Monday at 10:00 in New York.</summary>
    public static readonly DateTimeOffset Monday = new(2026, 11, 23, 15, 0, 0, TimeSpan.Zero);

    private readonly PaperBrokerSetup setup;

    public BrokerFixture(
        ulong seed = 1,
        HoursMode hours = HoursMode.Continuous,
        string? directory = null,
        DateTimeOffset? now = null,
        IReadOnlyDictionary<int, MarketTape>? tapes = null)
    {
        Now = now ?? Monday;
        setup = new PaperBrokerSetup { Seed = seed, Hours = hours, DataDirectory = directory };
        if (tapes is not null) setup = setup with { Tapes = tapes };
        Broker = new PaperBroker(setup, Now);
    }

    public PaperBroker Broker { get; private set; }
    public DateTimeOffset Now { get; private set; }
    public int NextOrderId { get; private set; } = 1;
    public Quote Quote => Broker.Markets.Of(Apple).Quote;

    public static OrderTerms Terms(Side side, decimal quantity, OrdType type = OrdType.Market, decimal? limit = null) =>
        new()
        {
            ConId = Apple,
            Side = side,
            Quantity = quantity,
            OrdType = type,
            LmtPrice = limit,
            Account = Account,
        };

    public static OrderKey Key(int orderId) => new(Client, orderId);

    public IReadOnlyList<Report> Place(OrderTerms terms) => Place(NextOrderId++, terms);

    public IReadOnlyList<Report> Place(int orderId, OrderTerms terms)
    {
        Broker.Desk.Place(Key(orderId), terms, Now);
        return Commit();
    }

    public IReadOnlyList<Report> Cancel(int orderId)
    {
        Broker.Desk.Cancel(Key(orderId), Now);
        return Commit();
    }

    public IReadOnlyList<Report> Advance(TimeSpan by)
    {
        List<Report> told = [];
        for (var until = Now + by; Now < until;)
        {
            Now = Now + InstrumentMarket.StepLength < until ? Now + InstrumentMarket.StepLength : until;
            Broker.Advance(Now);
            told.AddRange(Commit());
        }
        return told;
    }

    /// <summary>Jumps straight to a time, as a clock does after a sleep.</summary>
    public IReadOnlyList<Report> JumpTo(DateTimeOffset now)
    {
        Now = now;
        Broker.Advance(now);
        return Commit();
    }

    public IReadOnlyList<Report> MoveTo(decimal price, int conId = Apple)
    {
        Broker.Markets.Of(conId).MoveTo(price, Now, match => Broker.Desk.Flow.OnMakerFill(match, Now));
        Broker.Desk.Flow.Review(Now);
        return Commit();
    }

    public PaperOrder Order(int orderId) => Broker.Books.Find(Key(orderId))!;

    public decimal PositionIn(int conId) => Broker.Books.FindAccount(Account)!.PositionIn(conId).Quantity;

    public void Restart(DateTimeOffset? at = null)
    {
        Broker.Dispose();
        Now = at ?? Now;
        Broker = new PaperBroker(setup, Now);
    }

    public void Dispose() => Broker.Dispose();

    private IReadOnlyList<Report> Commit()
    {
        Broker.Books.Commit();
        return Broker.TakeReports();
    }
}

internal static class ReportExtensions
{
    public static IEnumerable<Execution> Executions(this IEnumerable<Report> reports) =>
        reports.OfType<Report.Traded>().Select(t => t.Execution);

    public static IEnumerable<int> Codes(this IEnumerable<Report> reports) =>
        reports.OfType<Report.Noticed>().Select(n => n.Notice.Code);

    /// <summary>The reports as short words, to compare whole sequences.</summary>
    public static string Story(this IEnumerable<Report> reports) => string.Join(' ', reports.Select(r => r switch
    {
        Report.OrderShown shown => shown.Order.Status.ToString(),
        Report.StatusShown shown => $"({shown.Order.Status})",
        Report.Traded => "trade",
        Report.CommissionCharged => "commission",
        Report.Noticed notice => notice.Notice.Code.ToString(),
        Report.WhatIfAnswered => "whatif",
        _ => "position",
    }));
}

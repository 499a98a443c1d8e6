using System.Text;
using Oms.Engine.Journal;
using Oms.Trading;
using Oms.Trading.Accounts;
using Oms.Trading.Broker;
using Oms.Trading.Instruments;
using Oms.Trading.Orders;
using Oms.Trading.Reconciliation;
using Oms.Trading.Risk;
using Oms.Trading.Tests;

namespace Oms.Engine.Tests.Journal;

/// <summary>The storage format. A line of event-kinds.jsonl may be added; one that is there is never edited.</summary>
public sealed class EventCodecTests
{
    private static readonly OrderId Id = new("0199c0ffee");
    private static readonly RiskEvidence Evidence = new(10.01m, TimeSpan.FromMilliseconds(1500), 0.92m, 920.00m, 3);
    private static readonly Denial Denial = new("NOTIONAL_ABOVE_LIMIT", "1500 is above 1000", "orderQty", new("DU1/maxNotional", 1000, 1500, -500));
    private static readonly Execution Fill = new(new("0000e0d5.01"), Known.Main, Known.Stock, Side.Sell, 40, 9.990m, Known.Start, "NASDAQ");

    private static readonly OrderTerms Trailing = new(Known.Main, new("A2"), Known.Stock, Side.SellShort, 100, OrdType.TrailingStopLimit, null,
        TimeInForce.GTD)
    {
        Pricing = new(9.50m, 0.50m, null, 0.05m),
        ExpireTime = Known.Start,
        OutsideRth = true,
    };
    private static readonly Finding Difference = new(
        BreakClass.PositionDiffers, Known.Main, "ABC", Known.Stock, null, 40, 50, 99.90m, "USD", "the broker holds 50, we hold 40", BreakAction.AcceptBroker);

    private static readonly TradingEvent[] Samples =
    [
        new OrderEvent.Placed(Id, Known.Terms("A1"), Known.Alpha, 12, Evidence, Known.Trader),
        new OrderEvent.Placed(Id, Trailing, Known.Alpha, 13, Evidence, Known.Trader)
        {
            List = new(new("list-1"), ContingencyType.Bracket, ListLeg.StopLoss, new("parent"), 12, true),
        },
        new OrderEvent.TradeCorrected(Id, Fill, Fill with { ExecId = new("0000e0d5.02"), LastQty = 30 }, new(1.05m, "USD", null)),
        new OrderEvent.Restated(Id, new(80, 9.90m) { Pricing = new(9.50m) }, "Submitted"),
        new BrokerEvent.ExternalTradeCorrected(Fill, Fill with { LastQty = 0 }),
        new OrderEvent.Denied(Id, Known.Terms("A1", Side.Sell, price: null), Known.Alpha, [Denial, new("TRADING_HALTED", "halt")], Known.Trader),
        new OrderEvent.Acknowledged(Id, 1204680001, "Submitted"),
        new OrderEvent.Traded(Id, Fill, Anomaly.Overfill),
        new OrderEvent.CommissionBooked(Id, Fill.ExecId, new(1.05m, "USD", null)),
        new OrderEvent.CancelRequested(Id, Actor.System),
        new OrderEvent.CancelRejected(Id, "161", "too late"),
        new OrderEvent.ReplaceRequested(Id, new(200, 10.05m), Evidence, Known.Trader),
        new OrderEvent.ReplaceDenied(Id, new(200, null), [Denial], Known.Trader),
        new OrderEvent.Replaced(Id, new(200, 10.05m)),
        new OrderEvent.ReplaceRejected(Id, "201", "no"),
        new OrderEvent.Canceled(Id, "by the user"),
        new OrderEvent.Expired(Id, "end of day"),
        new OrderEvent.Rejected(Id, "201", "no"),
        new OrderEvent.DoubtRaised(Id, "the link is down"),
        new OrderEvent.Confirmed(Id, "open at the broker"),
        new OrderEvent.WarningNoted(Id, "399", "held until the open"),
        new OrderEvent.AnomalyFlagged(Id, Anomaly.MissingAtBroker, "not among the broker's orders"),
        new AccountEvent.Opened(Known.Account(Known.Main), Actor.System),
        new AccountEvent.LimitsSet(Known.Main, Known.Limits with { Restricted = [Known.Future], Version = 2 }, Known.Trader),
        new AccountEvent.KillSwitchSet(Known.Alpha, Known.Main, new(true, "enough", Known.Trader, Known.Start)),
        new InstrumentEvent.Listed(Known.Instrument(Known.Future, 50, 0.25m) with { ConId = 495512563, PrimaryExchange = "CME" }),
        new BrokerEvent.LinkedUp("127.0.0.1:7497", 42),
        new BrokerEvent.Synchronized(),
        new BrokerEvent.LinkedDown("connection reset"),
        new BrokerEvent.ExternalTraded(Fill),
        new BrokerEvent.CommissionHeld(Fill.ExecId, new(1.05m, "USD", -12.5m)),
        new OrderEvent.Resent(Id, 13, "absent from a whole round"),
        new OrderEvent.Adopted(new("ext-77"), Known.Terms("ext-77"), Known.Alpha, new(9, 3), 77, -1, 40, 400.00m, "Submitted"),
        new OrderEvent.Claimed(new("ext-77"), Known.Trader),
        new OrderEvent.AnomalyCleared(Id, Anomaly.MissingAtBroker, "looked at"),
        new AccountEvent.ResendPolicySet(Known.Main, true, Known.Trader),
        new BrokerEvent.TradingModeSet(TradingMode.Live),
        new BrokerEvent.Frozen(Known.Start, "the restart is near"),
        new BrokerEvent.Reopened(new(Known.Start, Known.Start, null, Known.Start,
            [new(Id, new("A1"), Known.Main, Known.Alpha, Known.Stock, OrdStatus.New, 100, true, "shown open")], 2, 1)),
        new ReconciliationEvent.RoundRequested(Known.Trader),
        new ReconciliationEvent.RoundFinished(RoundCause.Connect, 2, 1),
        new ReconciliationEvent.BreakOpened(new("B1"), Difference),
        new ReconciliationEvent.BreakChanged(new("B1"), Difference with { Theirs = 60 }),
        new ReconciliationEvent.BreakHealed(new("B1"), "both sides agree again"),
        new ReconciliationEvent.BreakAssigned(new("B1"), "ann@alpha", Known.Trader),
        new ReconciliationEvent.BreakResolved(new("B1"), BreakAction.AcceptBroker, "a transfer", Known.Trader),
        new ReconciliationEvent.CancelAsked(new("B2"), Id, "it must go", Known.Trader),
        new ReconciliationEvent.PositionAdjusted(Known.Main, Known.Stock, 40, 50, 9.99m, "a transfer", Known.Trader),
        new ReconciliationEvent.CashBaselined(Known.Main, "USD", 1000.50m, "first shown"),
        new OrdersRetired(Known.Start),
        new AuditEvent(Known.Trader, "export", "orders", "all of DU1", "127.0.0.1"),
    ];

    [Fact]
    public void Every_kind_is_written_as_it_always_was() =>
        Golden.Matches("event-kinds.jsonl", Samples.Select(e => $$"""{"kind":"{{EventCodec.KindOf(e)}}","data":{{Json(e)}}}"""));

    [Fact]
    public void Every_kind_has_a_sample() =>
        Assert.Equal(EventCodec.Kinds.Order(), Samples.Select(EventCodec.KindOf).Distinct().Order());

    [Fact]
    public void Every_event_has_a_kind()
    {
        var all = typeof(TradingEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(TradingEvent)) && !type.IsAbstract);

        Assert.Equal(all.Count(), EventCodec.Kinds.Count());
    }

    [Fact]
    public void What_is_read_back_is_written_the_same()
    {
        foreach (var sample in Samples) Assert.Equal(Json(sample), Json(EventCodec.Decode(RowOf(sample))));
    }

    [Theory]
    [InlineData("OrderTorn", "{}", "unknown")]
    [InlineData("OrderCanceled", "null", "null")]
    [InlineData("OrderCanceled", "{\"id\":1", "no OrderCanceled")]
    public void A_row_that_cannot_be_read_is_damage_and_names_its_seq(string kind, string data, string why)
    {
        var row = new JournalRow(0, 7, Known.Start, "x", kind, Encoding.UTF8.GetBytes(data), default);

        var damage = Assert.Throws<JournalCorruptException>(() => EventCodec.Decode(row));

        Assert.Equal(7, damage.Seq);
        Assert.Contains(why, damage.Message);
    }

    [Theory]
    [InlineData(101)]
    [InlineData(102)]
    [InlineData(103)]
    [InlineData(104)]
    public void A_book_folded_from_stored_rows_is_the_book_that_decided(int seed)
    {
        var (live, replayed) = (new TradingBook(), new TradingBook());
        var stream = new RandomInputs(seed);
        var chain = JournalChain.Empty(0);
        var setup = Known.Setup.ToArray();
        for (var i = 0; i < 600; i++)
        {
            var now = new Instant(Known.Start.UnixMicros + i * 1000);
            foreach (var change in live.Handle(i < setup.Length ? setup[i] : stream.Next(live, now), now).Changes)
            {
                var row = RowOf(change.Event, chain, now);
                var read = EventCodec.Decode(row);
                Assert.Equal(Encoding.UTF8.GetString(row.Data.Span), Json(read));
                replayed.Apply(read, row.At);
            }
        }

        Assert.Equal(BookText.Of(live), BookText.Of(replayed));
    }

    private static string Json(TradingEvent e) => Encoding.UTF8.GetString(EventCodec.Encode(e));

    private static JournalRow RowOf(TradingEvent e) => RowOf(e, JournalChain.Empty(0), Known.Start);

    private static JournalRow RowOf(TradingEvent e, JournalChain chain, Instant at) =>
        chain.Append(at, e.Subject, EventCodec.KindOf(e), EventCodec.Encode(e));
}

using System.Diagnostics;
using Oms.Trading.Broker;
using Oms.Trading.Orders;
using Oms.Trading.Risk;

namespace Oms.Trading.Tests.Orders;

/// <summary>What can happen on a tape, as inputs of the book. A verb that only changes the tape's market has no input.</summary>
internal static class TapeVerbs
{
    public static BookInput? InputOf(Tape tape, TapeWords words) => words.Verb switch
    {
        "place" => Place(tape, words),
        "leg" => Keep(tape, words),
        "list" => List(tape, words),
        "cancel" => new Command.CancelOrder(tape.IdOf(words[0]), By(words)),
        "cancel-all" => new Command.CancelAll(new(words[0]), By(words)),
        "replace" => Replace(tape, words),
        "ack" => Acknowledge(tape, words, tape.Find(words[0])?.Terms is { } terms ? ReplaceTerms.Of(terms) : null),
        "replaced" => Acknowledge(tape, words, tape.Find(words[0])?.PendingTerms),
        "trade" => Trade(tape, words),
        "commission" => new BrokerReport.Commissioned(new(words[0]), new(decimal.Parse(words[1]), "USD", words.Number("pnl"))),
        "refuse" => new BrokerReport.Refused(Key(tape, words), words[1], "the broker says no"),
        "change-refused" => new BrokerReport.ChangeRefused(Key(tape, words), words[1], "the broker keeps the order as it is"),
        "cancel-refused" => new BrokerReport.CancelRefused(Key(tape, words), words[1], "too late", words.Option("gone") is "yes"),
        "closed" => new BrokerReport.Closed(Key(tape, words), words[1] is "Expired", words.Option("text", "")),
        "completed" => new BrokerReport.Completed(Key(tape, words), decimal.Parse(words[1])),
        "warn" => new BrokerReport.Warned(Key(tape, words), words[1], "held until the open"),
        "doubt" => new BrokerReport.SendInDoubt(tape.IdOf(words[0]), Enum.Parse<SentRequest>(words[1]), "the line broke"),
        "not-sent" => new BrokerReport.NotSent(tape.IdOf(words[0]), Enum.Parse<SentRequest>(words[1]), "no line"),
        "link" => Link(words),
        "start" => new Notice.Started("the engine started"),
        "kill" => Kill(words),
        "limits" => new Command.SetRiskLimits(new(words[0]), Limits(words), By(words)),
        "quote" => Quote(tape, words),
        _ => throw new UnreachableException($"{words.Verb} is no verb"),
    };

    private static Command.PlaceOrder Place(Tape tape, TapeWords words) => new(tape.NewId(), Terms(tape, words), tape.Market, By(words));

    private static OrderTerms Terms(Tape tape, TapeWords words)
    {
        var isMarket = words[3] is "@market";
        return new(new(words.Option("account", "DU1")), new(words.Option("clOrdId", words[0])),
            new(words.Option("symbol", "ABC")), Enum.Parse<Side>(words[1]), decimal.Parse(words[2]),
            words.Option("type") is { } type ? Enum.Parse<OrdType>(type) : isMarket ? OrdType.Market : OrdType.Limit,
            isMarket || words[3] is "@none" ? null : TapeWords.Price(words[3]), Enum.Parse<TimeInForce>(words[4]))
        {
            Pricing = Pricing(words),
            ExpireTime = words.Number("expires") is { } seconds ? new(tape.Now.UnixMicros + (long)(seconds * 1_000_000)) : null,
            OutsideRth = words.Option("rth") is "outside",
        };
    }

    private static PricingTerms? Pricing(TapeWords words)
    {
        var pricing = new PricingTerms(words.Number("stop"), words.Number("trail"), words.Number("percent"), words.Number("offset"), words.Number("peg"));
        return pricing == new PricingTerms() ? null : pricing;
    }

    // A leg waits for its list.
    private static BookInput? Keep(Tape tape, TapeWords words)
    {
        tape.Legs.Add((words[0], new(tape.NewId(), Terms(tape, words))));
        return null;
    }

    private static Command.PlaceList List(Tape tape, TapeWords words) => new(new(words.Option("id", words[0])),
        Enum.Parse<ContingencyType>(words[1]), [.. tape.Legs.Select(leg => leg.Order)], tape.Market, By(words));

    private static Command.ReplaceOrder Replace(Tape tape, TapeWords words) => new(tape.IdOf(words[0]),
        words[1] is "-" ? null : decimal.Parse(words[1]), words[2] is "-" ? null : TapeWords.Price(words[2]),
        (int?)words.Number("version"), tape.Market, By(words))
    { Pricing = Pricing(words) };

    private static BrokerReport.Acknowledged Acknowledge(Tape tape, TapeWords words, ReplaceTerms? terms) => new(Key(tape, words),
        words.Option("perm") is "none" ? null : (long?)words.Number("perm") ?? 1000 + tape.Find(words[0])?.BrokerOrderId,
        words.Option("status", "Submitted"), words.Number("qty") ?? terms?.OrderQty, words.Number("px") ?? terms?.Price)
    {
        StopPx = words.Number("stop") ?? terms?.Pricing?.StopPx,
        TrailAmt = words.Number("trail") ?? terms?.Pricing?.TrailAmt,
        TrailPercent = words.Number("percent") ?? terms?.Pricing?.TrailPercent,
        Source = Enum.Parse<ReportSource>(words.Option("source", nameof(ReportSource.Live))),
    };

    private static BrokerReport.Executed Trade(Tape tape, TapeWords words)
    {
        var order = tape.Find(words[0]);
        return new(Key(tape, words), new(new(words.Option("exec", "")), order?.Terms.Account ?? new(words.Option("account", "DU1")),
            order?.Terms.Symbol ?? new(words.Option("symbol", "ABC")), order?.Terms.Side ?? Enum.Parse<Side>(words.Option("side", "Buy")),
            decimal.Parse(words[1]), TapeWords.Price(words[2]), tape.Now, "NASDAQ"));
    }

    // The broker echoes our reference, or (ref=none) knows the order by its own id only, or (external) not at all.
    private static OrderKey Key(Tape tape, TapeWords words) => (words[0], words.Option("ref")) switch
    {
        ("external", _) => new(null, (int?)words.Number("broker")),
        (_, "none") => new(null, (int?)words.Number("broker") ?? tape.Find(words[0])?.BrokerOrderId),
        _ => new(tape.IdOf(words[0]), (int?)words.Number("broker")),
    };

    private static BrokerReport Link(TapeWords words) => words[0] switch
    {
        "up" => new BrokerReport.LinkUp("paper", (int?)words.Number("next") ?? 1),
        "sync" => new BrokerReport.Synchronized(),
        "down" => new BrokerReport.LinkDown("connection reset"),
        _ => throw new UnreachableException($"a link goes up, sync or down, not {words[0]}"),
    };

    private static Command.SetKillSwitch Kill(TapeWords words) => new(By(words).Firm,
        words[0] is "firm" ? null : new AccountId(words[0]), words[1] is "on", "tape", By(words));

    private static RiskLimits Limits(TapeWords words) => new(words.Number("qty"), words.Number("notional"), words.Number("collar"),
        words.Number("age") is { } age ? TimeSpan.FromSeconds((double)age) : null,
        words.Option("restricted") is { } symbol ? [new(symbol)] : [], 0);

    private static BookInput? Quote(Tape tape, TapeWords words)
    {
        tape.Quote = words[0] is "none" ? null : (decimal.Parse(words[0]), decimal.Parse(words[1]));
        tape.QuoteAge = TimeSpan.FromSeconds((double)(words.Number("age") ?? 0));
        tape.Rate = words.Option("rate") is null ? 1 : words.Number("rate");
        return null;
    }

    private static Actor By(TapeWords words) => words.Option("by") is "beta" ? Known.Stranger : Known.Trader;
}

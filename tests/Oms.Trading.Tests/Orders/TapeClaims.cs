using System.Diagnostics;
using Oms.Trading.Orders;
using Oms.Trading.Positions;

namespace Oms.Trading.Tests.Orders;

/// <summary>Something on the right side of a line is not true.</summary>
internal sealed class TapeClaimException(string message) : Exception(message);

/// <summary>What a tape can claim after a line. A bare order name moves the claims that follow it to that order.</summary>
internal static class TapeClaims
{
    public static void Check(Tape tape, TapeWords words, Outcome outcome, string claims)
    {
        var subject = words.Count > 0 ? words[0] : "";
        var tokens = new Queue<string>(claims.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var denied = "";
        while (tokens.TryDequeue(out var token))
        {
            if (token is "denied") denied = Expect("denial", tokens.Dequeue(), Denials(outcome.Decision));
            else if (token is "accepted") Expect("decision", "Accepted", outcome.Decision.GetType().Name);
            else if (token is "replayed") Expect("decision", "Replayed", outcome.Decision is Decision.ListPlaced { IsReplay: true }
                ? "Replayed" : outcome.Decision.GetType().Name);
            else if (token is "nothing") Expect("events", "", Events(outcome));
            else if (token.Split('=') is [var name, var value]) Expect($"{subject} {name}", value, Value(tape, subject, name, outcome));
            else if (Enum.TryParse<OrdStatus>(token, out _)) Expect($"{subject} status", token, Status(tape, subject));
            else if (tape.Find(token) is not null) subject = token;
            else throw new UnreachableException($"{token} is no claim");
        }

        // A tape that does not speak of a denial says that there was none.
        if (denied.Length == 0 && outcome.Decision is Decision.Denied) Expect("denial", "none", Denials(outcome.Decision));
    }

    private static string Expect(string what, string expected, string actual)
    {
        var isSame = decimal.TryParse(expected, out var a) && decimal.TryParse(actual, out var b) ? a == b : expected == actual;
        return isSame ? actual : throw new TapeClaimException($"{what}: the tape says '{expected}', it is '{actual}'");
    }

    private static string Value(Tape tape, string subject, string name, Outcome outcome) => name switch
    {
        "events" => Events(outcome),
        "link" => tape.Book.Link.ToString(),
        "next" => tape.Book.NextBrokerOrderId.ToString(),
        "position" => PositionOf(tape, subject).Quantity.ToString(),
        "cost" => PositionOf(tape, subject).AvgCost.ToString(),
        "realized" => PositionOf(tape, subject).RealizedPnl.ToString(),
        _ => OrderValue(tape.Find(subject) ?? throw new TapeClaimException($"there is no order {subject}"), name),
    };

    private static string OrderValue(Order order, string name) => name switch
    {
        "cum" => order.CumQty.ToString(),
        "leaves" => order.LeavesQty.ToString(),
        "avg" => Text(order.AvgPx),
        "qty" => order.Terms.OrderQty.ToString(),
        "px" => Text(order.Terms.Price),
        "stop" => Text(order.Terms.Pricing?.StopPx),
        "trail" => Text(order.Terms.Pricing?.TrailAmt),
        "percent" => Text(order.Terms.Pricing?.TrailPercent),
        "leg" => Text(order.List?.Leg),
        "wish" => Text(order.PendingTerms?.OrderQty),
        "working" => order.Working.ToString(),
        "pending" => Text(order.Pending),
        "doubt" => order.InDoubt ? "yes" : "no",
        "anomaly" => order.Anomalies.IsEmpty ? "none" : string.Join(',', order.Anomalies.Select(a => Upper(a.ToString()))),
        "commission" => Text(order.Commission),
        "code" => Text(order.Code),
        "perm" => Text(order.PermId),
        "broker" => order.BrokerOrderId.ToString(),
        "warnings" => order.Warnings.Length.ToString(),
        "version" => order.Version.ToString(),
        _ => throw new UnreachableException($"{name} is no claim"),
    };

    private static string Text<T>(T? value) => value?.ToString() ?? "none";

    private static string Upper(string words) =>
        string.Concat(words.Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{c}" : char.ToUpperInvariant(c).ToString()));

    private static string Status(Tape tape, string subject) =>
        (tape.Find(subject) ?? throw new TapeClaimException($"there is no order {subject}")).OrdStatus.ToString();

    private static Position PositionOf(Tape tape, string subject)
    {
        var key = tape.Find(subject) is { } order ? new PositionKey(order.Terms.Account, order.Terms.Symbol) : new(Known.Main, Known.Stock);
        return tape.Book.Positions.GetValueOrDefault(key, Position.Flat(key));
    }

    private static string Events(Outcome outcome) => string.Join(',', outcome.Changes.Select(change => change.Event.GetType().Name));

    private static string Denials(Decision decision) =>
        decision is Decision.Denied denied ? string.Join(',', denied.Denials.Select(denial => denial.Code)) : "none";
}

using Oms.Trading.Broker;
using Oms.Trading.Orders;

namespace Oms.Trading.Tests.Orders;

/// <summary>One order and everything that can be said to it or about it.</summary>
internal sealed class MatrixInputs
{
    private static readonly OrderId Id = new("order-1");
    private static readonly Actor By = Known.Trader;

    private static readonly Dictionary<string, Func<MatrixInputs, BookInput>> Inputs = new()
    {
        ["cancel"] = _ => new Command.CancelOrder(Id, By),
        ["cancel-all"] = _ => new Command.CancelAll(Known.Main, By),
        ["replace 150"] = m => new Command.ReplaceOrder(Id, 150, null, null, Known.Market(m.Now), By),
        ["replace 20"] = m => new Command.ReplaceOrder(Id, 20, null, null, Known.Market(m.Now), By),
        ["place again"] = m => m.Place(100),
        ["place other terms"] = m => m.Place(200),
        ["acknowledged"] = m => Acknowledged(m.Order.Terms.OrderQty),
        ["acknowledged 150"] = _ => Acknowledged(150),
        ["acknowledged 20"] = _ => Acknowledged(20),
        ["executed 30"] = m => Executed(m.NextExecId, 30),
        ["executed rest"] = m => Executed(m.NextExecId, m.Order.LeavesQty == 0 ? 1 : m.Order.LeavesQty),
        ["executed too much"] = m => Executed(m.NextExecId, 500),
        ["executed again"] = m => Executed($"exec-{m._execIds}", 30),
        ["commissioned"] = m => new BrokerReport.Commissioned(new($"exec-{m._execIds}"), new(1, "USD", null)),
        ["canceled"] = _ => new BrokerReport.Closed(Key, false, "canceled"),
        ["expired"] = _ => new BrokerReport.Closed(Key, true, "expired"),
        ["refused"] = _ => new BrokerReport.Refused(Key, "201", "no"),
        ["change refused"] = _ => new BrokerReport.ChangeRefused(Key, "104", "cannot modify"),
        ["cancel refused"] = _ => new BrokerReport.CancelRefused(Key, "161", "too late", false),
        ["cancel refused, gone"] = _ => new BrokerReport.CancelRefused(Key, "10148", "not found", true),
        ["warned"] = m => new BrokerReport.Warned(Key, "399", $"held {m.Now.UnixMicros}"),
        ["not sent: new"] = _ => new BrokerReport.NotSent(Id, SentRequest.New, "no line"),
        ["not sent: cancel"] = _ => new BrokerReport.NotSent(Id, SentRequest.Cancel, "no line"),
        ["not sent: replace"] = _ => new BrokerReport.NotSent(Id, SentRequest.Replace, "no line"),
        ["in doubt: new"] = _ => new BrokerReport.SendInDoubt(Id, SentRequest.New, "the line broke"),
        ["in doubt: cancel"] = _ => new BrokerReport.SendInDoubt(Id, SentRequest.Cancel, "the line broke"),
        ["in doubt: replace"] = _ => new BrokerReport.SendInDoubt(Id, SentRequest.Replace, "the line broke"),
        ["link down"] = _ => new BrokerReport.LinkDown("reset"),
        ["link up"] = _ => new BrokerReport.LinkUp("paper", 1),
        ["synchronized"] = _ => new BrokerReport.Synchronized(),
        ["reconnected"] = m => m.Reconnect(),
        ["started"] = _ => new Notice.Started("start"),
    };

    private readonly CheckedBook _world = new(Known.Setup);
    private int _execIds;

    private MatrixInputs() => _world.Handle(Place(100));

    public static IEnumerable<string> Names => Inputs.Keys;

    public Order Order => _world.Book.Orders[Id];

    private static OrderKey Key => new(Id, null);

    private Instant Now => _world.Now;

    private string NextExecId => $"exec-{++_execIds}";

    public static MatrixInputs Tell(IEnumerable<string> story)
    {
        var world = new MatrixInputs();
        foreach (var name in story) world.Handle(name);
        return world;
    }

    public Outcome Handle(string name) => _world.Handle(Inputs[name](this));

    // The round of a connect settles what one that was asked for while the link stood does not.
    private BrokerReport.Synchronized Reconnect()
    {
        _world.Handle(new BrokerReport.LinkUp("paper", 1));
        return new();
    }

    private Command.PlaceOrder Place(decimal quantity) => new(Id, Known.Terms("A1", quantity: quantity), Known.Market(Now), By);

    private static BrokerReport.Acknowledged Acknowledged(decimal quantity) => new(Key, 77, "Submitted", quantity, 10.00m);

    private static BrokerReport.Executed Executed(string execId, decimal quantity) =>
        new(Key, Known.Fill(execId, Side.Buy, quantity, 10.00m));
}

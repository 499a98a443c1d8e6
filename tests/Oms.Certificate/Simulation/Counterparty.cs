using Oms.Certificate.Comparison;
using Oms.Trading;
using Oms.Trading.Broker;
using Oms.Trading.Orders;

namespace Oms.Certificate.Simulation;

/// <summary>
/// The broker: keeps its own books of what really arrived and what really filled, and shares no rule with the OMS. It answers as TWS does:
/// a known id changes an order, and a fill comes apart from its cost.
/// </summary>
internal sealed class Counterparty(World world, FaultPlan faults)
{
    private readonly List<HeldOrder> _orders = [];
    private readonly Dictionary<int, HeldOrder> _byOrderId = [];
    private readonly List<HeldFill> _fills = [];
    private readonly List<Action> _held = [];
    private Session? _session;
    private bool _isUpstream = true;
    private int _lastOrderId;

    private sealed class HeldOrder
    {
        public required Order Sent { get; init; }
        public required int OrderId { get; init; }
        public required long PermId { get; init; }
        public decimal OrderQty { get; set; }
        public decimal? Price { get; set; }
        public decimal CumQty { get; set; }
        public BrokerStatus Status { get; set; }
        public bool IsOdd { get; set; }
        public OrderKey Key => new(Sent.Id, OrderId);
        public OrderKey OwnKey => new(null, OrderId);
    }

    private sealed class HeldFill
    {
        public required HeldOrder? Order { get; init; }
        public required Execution Execution { get; init; }
        public required Commission Cost { get; init; }
        public bool IsCostKnown { get; set; }
    }

    /// <summary>False while the gateway is away.</summary>
    public bool IsUp { get; private set; } = true;

    /// <summary>False once the day is over: nothing fills any more by itself.</summary>
    public bool IsTrading { get; set; } = true;

    /// <summary>True when something was hidden from the OMS that only a new connection shows.</summary>
    public bool HasSecrets { get; private set; }

    public BrokerBooks Books => new(
        [.. _orders.Select(o => new BrokerOrder(o.Sent.Id.Value, o.Sent.Terms.Account.Value, o.Sent.Terms.Symbol.Value, o.OrderQty, o.CumQty, o.Price, o.Status, o.IsOdd))],
        [.. _fills.Select(f => new BrokerFill(f.Execution.ExecId.Value, f.Order?.Sent.Id.Value ?? "", f.Execution.Account.Value,
            f.Execution.Symbol.Value, f.Execution.SignedQty, f.Cost.Amount))]);

    /// <summary>A new session for the OMS; null when there is nobody to talk to.</summary>
    public Session? Connect()
    {
        if (!IsUp) return null;
        _session?.Close();
        _session = new(world);
        var next = faults.Takes(Fault.GatewayRestartWithIdsRolledBack) ? Math.Max(1, _lastOrderId - 3) : _lastOrderId + 1;
        _session.ToOms(new(Mark.NextId, NextId: next));
        if (!_isUpstream) _session.ToOms(new(Mark.UpstreamLost)); // 2110: a new client is told at once.
        return _session;
    }

    public void BreakLink(bool half) =>
        _session?.Break(half, half || world.Chance(0.3) ? world.UpTo(TimeSpan.FromSeconds(3)) : world.UpTo(TimeSpan.FromMilliseconds(5)));

    /// <summary>The OMS died: its machine closes the socket.</summary>
    public void HangUp() => _session?.Close();

    public void Restart()
    {
        IsUp = false;
        _session?.Break(half: false, TimeSpan.Zero);
        world.After(world.Between(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(20)), () => IsUp = true);
    }

    /// <summary>The gateway loses its own way to the broker for a while. What it is sent meanwhile waits there.</summary>
    public void LoseUpstream()
    {
        if (!_isUpstream) return;
        _session?.ToOms(new(Mark.UpstreamLost));
        _isUpstream = false;
        world.After(world.Between(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(10)), () =>
        {
            _isUpstream = true;
            foreach (var request in _held) request();
            _held.Clear();
            _session?.ToOms(new(Mark.UpstreamBack));
        });
    }

    /// <summary>A trade made by hand in another window: no session is told.</summary>
    public void TradeOutside(AccountId account, Symbol symbol)
    {
        HasSecrets = true;
        Record(null, account, symbol, world.Chance(0.5) ? Side.Buy : Side.Sell, world.Random.Next(1, 50), 10m);
    }

    public void Place(int orderId, Order sent, decimal orderQty, decimal? price) => WhenUpstream(() =>
    {
        world.Tell($"      broker gets place {orderId} {sent.Id} {orderQty} @ {price}");
        if (!_byOrderId.TryGetValue(orderId, out var known)) PlaceNew(orderId, sent, orderQty, price);
        else if (known.Status is BrokerStatus.Filled) Tell(known, new BrokerReport.ChangeRefused(known.OwnKey, "IB_104", "Cannot modify a filled order"));
        else if (known.Status is not BrokerStatus.Working) Tell(known, new BrokerReport.Refused(known.OwnKey, "IB_103", "Duplicate order id"));
        else Change(known, orderQty, price);
    });

    public void Cancel(int orderId) => WhenUpstream(() =>
    {
        world.Tell($"      broker gets cancel {orderId}");
        if (!_byOrderId.TryGetValue(orderId, out var order))
        {
            Tell(null, new BrokerReport.CancelRefused(new(null, orderId), "IB_10147", "not found", IsGone: true));
            return;
        }

        if (order.Status is BrokerStatus.Working && faults.Takes(Fault.CancelTooLate)) Fill(order, order.OrderQty - order.CumQty);
        if (order.Status is not BrokerStatus.Working)
        {
            Tell(order, new BrokerReport.CancelRefused(order.OwnKey, "IB_161", "not in a cancelable state", IsGone: true));
            return;
        }

        End(order, isExpired: false);
        if (!faults.Takes(Fault.FillAfterCancel)) return;
        order.IsOdd = true;
        var late = world.Random.Next(1, (int)(order.OrderQty - order.CumQty) + 1);
        world.After(world.UpTo(TimeSpan.FromSeconds(1)), () => Fill(order, late));
    });

    // The three questions of a round, each answered with what is true when it arrives.
    public void AskExecutions() => Answer(Mark.ExecutionsEnd, _fills.SelectMany(fill => fill.IsCostKnown
        ? new BrokerReport[] { Executed(fill), Cost(fill) }
        : [Executed(fill)]));

    public void AskOpenOrders() => Answer(Mark.OpenOrdersEnd,
        _orders.Where(order => order.Status is BrokerStatus.Working).Select(order => Shown(order) with { Source = ReportSource.OpenOrders }));

    public void AskCompletedOrders() => Answer(Mark.CompletedOrdersEnd, _orders
        .Where(order => order.Status is BrokerStatus.Canceled or BrokerStatus.Filled)
        .Select(order => order.Status is BrokerStatus.Filled
            ? (BrokerReport)new BrokerReport.Completed(new(order.Sent.Id, null), order.OrderQty)
            : new BrokerReport.Closed(new(order.Sent.Id, null), false, "Cancelled")));

    private void WhenUpstream(Action request)
    {
        if (_isUpstream) request();
        else _held.Add(request);
    }

    private void PlaceNew(int orderId, Order sent, decimal orderQty, decimal? price)
    {
        var order = new HeldOrder { Sent = sent, OrderId = orderId, PermId = 5000 + _orders.Count, OrderQty = orderQty, Price = price };
        _orders.Add(order);
        _byOrderId[orderId] = order;
        _lastOrderId = Math.Max(_lastOrderId, orderId);
        if (faults.Takes(Fault.OrderRefused))
        {
            order.Status = BrokerStatus.Rejected;
            Tell(order, new BrokerReport.Refused(order.OwnKey, "IB_201", "Order rejected"));
            return;
        }

        Tell(order, Shown(order));
        if (world.Chance(0.3)) Tell(order, Shown(order)); // PreSubmitted, then Submitted.
        if (sent.Terms.TimeInForce is TimeInForce.IOC or TimeInForce.FOK) TakeOnce(order);
        else if (sent.Terms.OrdType is OrdType.Market) FillLater(order, TimeSpan.FromMilliseconds(50), isSure: true);
        else if (world.Chance(0.6)) FillLater(order, world.Chance(0.5) ? TimeSpan.FromMilliseconds(100) : TimeSpan.FromMinutes(5), isSure: false);
    }

    private void Change(HeldOrder order, decimal orderQty, decimal? price)
    {
        if (orderQty <= order.CumQty || faults.Takes(Fault.ChangeRefused))
        {
            Tell(order, new BrokerReport.ChangeRefused(order.OwnKey, "IB_105", "does not match the original order"));
            return;
        }

        (order.OrderQty, order.Price) = (orderQty, price);
        Tell(order, Shown(order));
    }

    private void TakeOnce(HeldOrder order)
    {
        var part = order.Sent.Terms.TimeInForce is TimeInForce.FOK || world.Chance(0.4) ? order.OrderQty : world.Random.Next(1, (int)order.OrderQty + 1);
        if (world.Chance(0.7)) Fill(order, part);
        if (order.Status is BrokerStatus.Working) End(order, isExpired: false);
    }

    private void FillLater(HeldOrder order, TimeSpan within, bool isSure) => world.After(world.UpTo(within), () =>
    {
        var leaves = order.OrderQty - order.CumQty;
        if (order.Status is not BrokerStatus.Working || leaves <= 0 || !IsTrading && !isSure) return;
        Fill(order, world.Chance(0.5) ? leaves : world.Random.Next(1, (int)leaves + 1));
        if (order.Status is BrokerStatus.Working && (isSure || world.Chance(0.7))) FillLater(order, within, isSure);
    });

    private void Fill(HeldOrder order, decimal quantity)
    {
        order.CumQty += quantity;
        if (order.CumQty >= order.OrderQty) order.Status = BrokerStatus.Filled;
        var terms = order.Sent.Terms;
        Record(order, terms.Account, terms.Symbol, terms.Side, quantity, order.Price ?? 10m);
        if (world.Chance(0.5) && order.Status is BrokerStatus.Working) Tell(order, Shown(order));
    }

    private void Record(HeldOrder? order, AccountId account, Symbol symbol, Side side, decimal quantity, decimal price)
    {
        var fill = new HeldFill
        {
            Order = order,
            Execution = new(new($"0000e0d5.{_fills.Count + 1:x8}.01.01"), account, symbol, side, quantity, price, new(1_780_000_000_000_000), "ISLAND"),
            Cost = new(0.35m + _fills.Count % 7 * 0.05m, "USD", null),
        };
        _fills.Add(fill);
        if (order is not null) Tell(order, Executed(fill));
        var late = order is not null && faults.Takes(Fault.CommissionLate) ? TimeSpan.FromMinutes(1) : TimeSpan.FromMilliseconds(2);
        world.After(world.UpTo(late), () =>
        {
            fill.IsCostKnown = true;
            if (order is not null) Tell(order, Cost(fill));
        });
    }

    private void End(HeldOrder order, bool isExpired)
    {
        order.Status = BrokerStatus.Canceled;
        Tell(order, new BrokerReport.Closed(order.OwnKey, isExpired, "Order Canceled - reason:"));
    }

    private void Answer(Mark end, IEnumerable<BrokerReport> reports)
    {
        foreach (var report in reports) _session?.ToOms(new(Mark.Report, report));
        _session?.ToOms(new(end));
    }

    // What the broker says of itself, as it happens. Nobody is told what a broken line or a lost upstream swallows.
    private void Tell(HeldOrder? order, BrokerReport report)
    {
        if (_session is not { IsAlive: true } session) return;
        var isLost = _isUpstream && faults.Takes(Fault.MessageLost);
        HasSecrets |= isLost;
        if (isLost || !_isUpstream)
        {
            if (order is not null) order.IsOdd = true; // What comes next may find the OMS unprepared, and is flagged rightly.
            return;
        }

        var isLate = faults.Takes(Fault.MessageReordered);
        var isTwice = faults.Takes(Fault.MessageRepeated);
        if (order is not null) order.IsOdd |= isLate || isTwice;
        HasSecrets |= (isLate || isTwice) && report is BrokerReport.Acknowledged; // Terms of yesterday pass for news until all is read again.
        session.ToOms(new(Mark.Report, report), isLate ? world.UpTo(TimeSpan.FromMilliseconds(20)) : default);
        if (isTwice) session.ToOms(new(Mark.Report, report), world.Chance(0.5) ? world.UpTo(TimeSpan.FromMilliseconds(20)) : default);
    }

    private static BrokerReport.Acknowledged Shown(HeldOrder order) =>
        new(order.Key, order.PermId, "Submitted", order.OrderQty, order.Sent.Terms.OrdType is OrdType.Market ? null : order.Price);

    private static BrokerReport.Executed Executed(HeldFill fill) => new(fill.Order?.Key ?? new(null, null), fill.Execution);

    private static BrokerReport.Commissioned Cost(HeldFill fill) => new(fill.Execution.ExecId, fill.Cost);
}

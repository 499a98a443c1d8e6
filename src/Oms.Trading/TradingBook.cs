using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Oms.Trading.Accounts;
using Oms.Trading.Broker;
using Oms.Trading.Instruments;
using Oms.Trading.Orders;
using Oms.Trading.Positions;
using Oms.Trading.Reconciliation;
using Oms.Trading.Risk;

namespace Oms.Trading;

/// <summary>An event with what it left behind, so that readers need not fold it again.</summary>
public readonly record struct Change(TradingEvent Event, Order? Order, Position? Position);

/// <summary>What an input led to: the answer for its sender and the changes for everybody.</summary>
public sealed record Outcome(Decision Decision, IReadOnlyList<Change> Changes);

/// <summary>
/// All that the engine knows: orders, executions, positions, accounts, limits, instruments, the broker link. The state is touched by one
/// thread alone; the values in it are immutable. <see cref="Handle"/> decides and applies, <see cref="Apply"/> alone replays.
/// </summary>
public sealed partial class TradingBook
{
    // A day of a small desk fits without growing.
    private const int OrdersExpected = 1024;

    private readonly Dictionary<OrderId, Order> _orders = new(OrdersExpected);
    private readonly Dictionary<(AccountId, ClOrdId), OrderId> _byClOrdId = new(OrdersExpected);
    private readonly Dictionary<int, OrderId> _byBrokerOrderId = new(OrdersExpected);
    private readonly Dictionary<int, OrderId> _open = []; // By broker order id: the cheapest key that an order has.
    private readonly Dictionary<ListId, List<OrderId>> _lists = [];
    private readonly Dictionary<ExecId, OrderId?> _executions = new(OrdersExpected);
    private readonly CorrigibleFills _corrigible = new();
    private readonly Dictionary<ExecId, Commission> _commissionsHeld = [];
    private readonly HashSet<ExecId> _commissionsBooked = [];
    private readonly Dictionary<PositionKey, Position> _positions = [];
    private readonly Dictionary<AccountId, Account> _accounts = [];
    private readonly Dictionary<AccountId, RiskLimits> _limits = [];
    private readonly Dictionary<FirmId, KillSwitch> _firmSwitches = [];
    private readonly Dictionary<AccountId, KillSwitch> _accountSwitches = [];
    private readonly Dictionary<Symbol, Instrument> _instruments = [];
    private readonly Dictionary<long, OrderId> _adopted = []; // By permId: orders made elsewhere.
    private readonly Dictionary<long, StrayFill> _strayFills = []; // By permId, of orders not adopted yet.
    private readonly Dictionary<ExecId, AccountId> _strayAccounts = []; // Whose cash the cost of a fill of no known order takes.
    private readonly HashSet<AccountId> _resendsOnce = [];
    private readonly List<TradingEvent> _decided = []; // Of the input at hand; kept so that an input allocates only what it leaves behind.
    private readonly List<TradingEvent> _followed = [];

    public IReadOnlyDictionary<OrderId, Order> Orders => _orders;

    /// <summary>Oldest first, whatever the book went through: what is decided for all of them must not depend on how it was restored.</summary>
    public IReadOnlyCollection<OrderId> OpenOrders => [.. _open.OrderBy(open => open.Key).Select(open => open.Value)];
    public IReadOnlyDictionary<PositionKey, Position> Positions => _positions;
    public IReadOnlyDictionary<AccountId, Account> Accounts => _accounts;
    public IReadOnlyDictionary<Symbol, Instrument> Instruments => _instruments;
    public IReadOnlyDictionary<ExecId, OrderId?> Executions => _executions;

    public LinkState Link { get; private set; } = LinkState.Disconnected;

    /// <summary>The broker's planned restarts, and which kind of accounts is traded.</summary>
    public BrokerDay Day { get; } = new();

    /// <summary>Where we and the broker differ.</summary>
    public ReconciliationState Reconciliation { get; } = new();

    /// <summary>The lowest id that we may give to the broker's next order: above all that we used and all that the broker has seen.</summary>
    public int NextBrokerOrderId { get; private set; } = 1;

    public RiskLimits LimitsOf(AccountId account) => _limits.GetValueOrDefault(account, RiskLimits.None);

    /// <summary>The switch of the firm.</summary>
    public KillSwitch? KillSwitchOf(FirmId firm) => _firmSwitches.GetValueOrDefault(firm);

    /// <summary>The switch of an account alone.</summary>
    public KillSwitch? KillSwitchOf(AccountId account) => _accountSwitches.GetValueOrDefault(account);

    /// <summary>Whether an order of the account that provably never arrived may be sent once more.</summary>
    public bool ResendsOnce(AccountId account) => _resendsOnce.Contains(account);

    /// <summary>Why a request about this order cannot reach it through our connection; null when it can.</summary>
    public Denial? CannotReach(Order order) => ExternalOrders.CannotReach(order, Day.ClientId);

    public Order? Find(AccountId account, ClOrdId clOrdId) =>
        _byClOrdId.TryGetValue((account, clOrdId), out var id) ? _orders[id] : null;

    /// <summary>The order that a report is about: by our reference first, since the broker's ids may roll back.</summary>
    public Order? Find(OrderKey key) => key switch
    {
        { Reference: { } id } when _orders.TryGetValue(id, out var order) => order,
        { Reference: null, BrokerOrderId: { } id } when _byBrokerOrderId.TryGetValue(id, out var own) => _orders[own],
        { PermId: { } permId } when _adopted.TryGetValue(permId, out var adopted) => _orders[adopted],
        _ => null,
    };

    /// <summary>Decides an input and applies what follows from it.</summary>
    public Outcome Handle(BookInput input, Instant now)
    {
        var events = _decided;
        events.Clear();
        var decision = input switch
        {
            Command command => CommandRules.Decide(this, command, now, events),
            BrokerReport report => ReportRules.Decide(this, report, now, events),
            Notice notice => ReportRules.Decide(this, notice, now, events),
            _ => throw new UnreachableException($"{input.GetType().Name} is no input"),
        };
        if (events.Count == 0) return new(decision, []);

        IReadOnlyList<Change> changes = ApplyAll(events, now);
        if (_lists.Count > 0) changes = FollowLists(changes, now);
        return new(AfterChanges(decision, changes), changes);
    }

    private Change[] ApplyAll(List<TradingEvent> events, Instant now)
    {
        var changes = new Change[events.Count];
        for (var i = 0; i < changes.Length; i++) changes[i] = Apply(events[i], now);
        return changes;
    }

    // What happened to one order of a list may ask something of the others; that in turn asks nothing more.
    private IReadOnlyList<Change> FollowLists(IReadOnlyList<Change> changes, Instant now)
    {
        List<Change>? all = null;
        foreach (var change in changes)
        {
            if (change.Order is not { List: { } link } order || !ListRules.IsCause(change.Event)) continue;
            _followed.Clear();
            ListRules.Follow(this, order, link, _followed);
            if (_followed.Count > 0) (all ??= [.. changes]).AddRange(ApplyAll(_followed, now));
        }

        return all ?? changes;
    }

    /// <summary>Folds one event in. The same for what was just decided and for what is replayed.</summary>
    public Change Apply(TradingEvent e, Instant at)
    {
        switch (e)
        {
            case OrderEvent.Placed placed: return new(e, Add(placed, at), null);
            case OrderEvent.Adopted adopted: return new(e, Add(adopted, at), null);
            case OrderEvent.Resent resent: return new(e, Resend(resent, at), null);
            case OrderEvent.Denied: return new(e, null, null);
            case OrderEvent.Traded trade: return Book(trade, at);
            case OrderEvent.TradeCorrected correction: return Correct(correction, at);
            case OrderEvent.CommissionBooked booked:
                _commissionsBooked.Add(booked.ExecId);
                _commissionsHeld.Remove(booked.ExecId);
                _corrigible.Charge(booked.ExecId, booked.Commission);
                var charged = Fold(booked, at);
                Reconciliation.Cash.Apply(charged.Terms.Account, booked.Commission);
                return new(e, charged, null);
            case OrderEvent order: return new(e, Fold(order, at), null);
            case AccountEvent.Opened opened: _accounts[opened.Account.Id] = opened.Account; break;
            case AccountEvent.LimitsSet set: _limits[set.Account] = set.Limits; break;
            case AccountEvent.ResendPolicySet { ResendOnce: true } set: _resendsOnce.Add(set.Account); break;
            case AccountEvent.ResendPolicySet set: _resendsOnce.Remove(set.Account); break;
            case AccountEvent.KillSwitchSet { Account: { } account } set: _accountSwitches[account] = set.Switch; break;
            case AccountEvent.KillSwitchSet set: _firmSwitches[set.Firm] = set.Switch; break;
            case InstrumentEvent.Listed listed: _instruments[listed.Instrument.Symbol] = listed.Instrument; break;
            case BrokerEvent.LinkedUp up:
                Day.Apply(up, this, at);
                Link = LinkState.Synchronizing;
                NextBrokerOrderId = Math.Max(NextBrokerOrderId, up.NextOrderId);
                break;
            case BrokerEvent.Synchronized: Link = LinkState.Ready; break;
            case BrokerEvent.LinkedDown down:
                Day.Apply(down, this, at);
                Link = LinkState.Disconnected;
                break;
            case BrokerEvent.ExternalTraded trade: return BookStray(trade, at);
            case BrokerEvent.ExternalTradeCorrected correction:
                _executions[correction.Execution.ExecId] = null;
                _corrigible.Add(new(null, correction.Execution, null, at));
                _strayAccounts[correction.Execution.ExecId] = correction.Execution.Account;
                return new(e, null, Move(correction.Was, correction.Execution, at));
            case BrokerEvent.CommissionHeld held:
                _commissionsHeld[held.ExecId] = held.Commission;
                if (_strayAccounts.TryGetValue(held.ExecId, out var payer)) Reconciliation.Cash.Apply(payer, held.Commission);
                break;
            case BrokerEvent day: Day.Apply(day, this, at); break;
            case ReconciliationEvent.PositionAdjusted adjusted: return new(e, null, Adjust(adjusted));
            case ReconciliationEvent.CancelAsked asked: return new(e, _orders[asked.Order], null);
            case ReconciliationEvent reconciliation: Reconciliation.Apply(reconciliation, at); break;
            case OrdersRetired retired: Retire(retired.Before); break;
            case AuditEvent: break;
            default: throw new UnreachableException($"{nameof(TradingBook)} cannot apply {e.GetType().Name}");
        }

        return new(e, null, null);
    }

    /// <summary>The orders of a list in the order in which they were placed; none when there is no such list.</summary>
    public IReadOnlyList<OrderId> FindList(ListId id) => _lists.TryGetValue(id, out var members) ? members : [];

    /// <summary>The booked fill of which this execution is another revision; null when it is a fill of its own.</summary>
    internal BookedFill? OtherRevision(Execution fill) => _corrigible.TryFind(fill.ExecId, out var booked)
        && (booked.Execution.Account, booked.Execution.Symbol) == (fill.Account, fill.Symbol) ? booked : null;

    internal Commission? CommissionHeld(ExecId id) => _commissionsHeld.GetValueOrDefault(id);

    /// <summary>How many orders made elsewhere were taken in.</summary>
    internal int AdoptedCount => _adopted.Count;

    /// <summary>What was already filled of an order made elsewhere, as far as its fills were seen.</summary>
    internal StrayFill FilledBefore(long permId) => _strayFills.GetValueOrDefault(permId, StrayFill.None);

    internal bool IsCommissionKnown(ExecId id) => _commissionsBooked.Contains(id) || _commissionsHeld.ContainsKey(id) || HasRetired(id);

    private Order Add(OrderEvent.Placed placed, Instant at)
    {
        var order = Order.From(placed, at);
        Add(order);
        NextBrokerOrderId = Math.Max(NextBrokerOrderId, order.BrokerOrderId + 1);
        return order;
    }

    private void Add(Order order)
    {
        _orders.Add(order.Id, order);
        if (order.Owner is null) Index(order);
        else IndexAdopted(order);
        if (!order.IsClosed) _open[order.BrokerOrderId] = order.Id;
        if (order.List is not { } link) return;
        ref var members = ref CollectionsMarshal.GetValueRefOrAddDefault(_lists, link.List, out _);
        (members ??= []).Add(order.Id);
    }

    private Order Add(OrderEvent.Adopted adopted, Instant at)
    {
        var order = Order.From(adopted, at);
        Add(order);
        _strayFills.Remove(adopted.PermId);
        return order;
    }

    private void Index(Order order)
    {
        _byClOrdId.Add((order.Terms.Account, order.Terms.ClOrdId), order.Id);
        _byBrokerOrderId[order.FirstBrokerOrderId ?? order.BrokerOrderId] = order.Id;
        _byBrokerOrderId[order.BrokerOrderId] = order.Id;
    }

    // Its id is a number of ours that no broker knows; the permId names it there. A caller's clOrdId goes before the name that we made.
    private void IndexAdopted(Order order)
    {
        _byClOrdId.TryAdd((order.Terms.Account, order.Terms.ClOrdId), order.Id);
        if (order.PermId is { } permId) _adopted[permId] = order.Id;
    }

    // The id that it was first sent under still finds it: should that message turn up after all, it is known whose it is.
    private Order Resend(OrderEvent.Resent resent, Instant at)
    {
        _open.Remove(_orders[resent.Id].BrokerOrderId);
        var order = Fold(resent, at);
        _byBrokerOrderId[order.BrokerOrderId] = order.Id;
        _open[order.BrokerOrderId] = order.Id;
        NextBrokerOrderId = Math.Max(NextBrokerOrderId, order.BrokerOrderId + 1);
        return order;
    }

    private Order Fold(OrderEvent e, Instant at)
    {
        ref var order = ref CollectionsMarshal.GetValueRefOrNullRef(_orders, e.Id);
        if (Unsafe.IsNullRef(ref order)) throw new KeyNotFoundException($"order {e.Id} is not known");
        order = order.Apply(e, at);
        if (order.IsClosed) _open.Remove(order.BrokerOrderId);
        return order;
    }

    // The sender is told how the order stands after everything that its request led to.
    private Decision AfterChanges(Decision decision, IReadOnlyList<Change> changes) => decision switch
    {
        Decision.ListPlaced placed => placed with { Orders = [.. FindList(placed.List).Select(id => _orders[id])] },
        Decision.Accepted { Order: null } when changes[0].Event is OrderEvent.Placed => new Decision.Accepted(changes[0].Order),
        Decision.Accepted { Order: { } order } accepted => accepted with { Order = _orders[order.Id] },
        Decision.Denied { Order: { } order } denied => denied with { Order = _orders[order.Id] },
        _ => decision,
    };
}

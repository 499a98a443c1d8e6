using System.Runtime.InteropServices;
using Oms.Trading.Broker;
using Oms.Trading.Orders;
using Oms.Trading.Positions;
using Oms.Trading.Reconciliation;

namespace Oms.Trading;

// Fills and what they do to positions and cash.
public sealed partial class TradingBook
{
    private Change Book(OrderEvent.Traded trade, Instant at)
    {
        _executions[trade.Execution.ExecId] = trade.Id;
        _corrigible.Add(new(trade.Id, trade.Execution, null, at));
        return new(trade, Fold(trade, at), Move(trade.Execution, at));
    }

    private Change Correct(OrderEvent.TradeCorrected correction, Instant at)
    {
        _executions[correction.Execution.ExecId] = correction.Id;
        _corrigible.Add(new(correction.Id, correction.Execution, null, at));
        return new(correction, Fold(correction, at), Move(correction.Was, correction.Execution, at));
    }

    private Position Move(Execution was, Execution execution, Instant at)
    {
        var key = new PositionKey(was.Account, was.Symbol);
        var multiplier = _instruments.TryGetValue(was.Symbol, out var instrument) ? instrument.Multiplier : 1;
        var position = _positions.GetValueOrDefault(key, Position.Flat(key)).Undo(was, multiplier).Apply(execution, multiplier);
        _positions[key] = position;
        Reconciliation.Moved(key, was with { Side = was.Side is Side.Buy ? Side.Sell : Side.Buy }, instrument, at);
        Reconciliation.Moved(key, execution, instrument, at);
        return position;
    }

    private Change BookStray(BrokerEvent.ExternalTraded trade, Instant at)
    {
        var fill = trade.Execution;
        _executions[fill.ExecId] = null;
        _corrigible.Add(new(null, fill, null, at));
        if (trade.PermId is { } permId)
        {
            var (quantity, notional) = FilledBefore(permId);
            _strayFills[permId] = new(quantity + fill.LastQty, notional + fill.LastQty * fill.LastPx);
        }

        _strayAccounts[fill.ExecId] = fill.Account;
        if (CommissionHeld(fill.ExecId) is { } cost) Reconciliation.Cash.Apply(fill.Account, cost);
        return new(trade, null, Move(fill, at));
    }

    private Position Adjust(ReconciliationEvent.PositionAdjusted adjusted)
    {
        var key = new PositionKey(adjusted.Account, adjusted.Symbol);
        var position = _positions.GetValueOrDefault(key, Position.Flat(key));
        var multiplier = _instruments.TryGetValue(adjusted.Symbol, out var instrument) ? instrument.Multiplier : position.Multiplier;
        return _positions[key] = position.AdjustTo(adjusted.To, adjusted.AvgCost, multiplier);
    }

    private Position Move(Execution execution, Instant at)
    {
        var key = new PositionKey(execution.Account, execution.Symbol);
        var multiplier = _instruments.TryGetValue(execution.Symbol, out var instrument) ? instrument.Multiplier : 1;
        Reconciliation.Moved(key, execution, instrument, at);
        Day.Filled();
        ref var position = ref CollectionsMarshal.GetValueRefOrAddDefault(_positions, key, out _);
        position = (position ?? Position.Flat(key)).Apply(execution, multiplier);
        return position;
    }
}

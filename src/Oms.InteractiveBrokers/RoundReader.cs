using System.Collections.Immutable;
using System.Globalization;
using Oms.Engine;
using Oms.Trading.Broker;
using Oms.Trading.Reconciliation;
using Oms.Tws;
using Oms.Tws.Replies;
using Oms.Tws.Requests;

namespace Oms.InteractiveBrokers;

/// <summary>
/// The questions of one round, one after the other: executions, open orders, completed orders, positions, cash. A fill must be known before
/// its order is called closed, and what is held is asked last, when all that explains it has been told.
/// </summary>
internal sealed class RoundReader(ReferenceData reference, int requestId, bool isWitness)
{
    // Cash of every currency apart; a summary in the base currency would move with exchange rates.
    private const string CashTags = "$LEDGER:ALL";
    private const string CashKey = "CashBalance";
    private const string BaseCurrency = "BASE";

    private readonly ImmutableArray<ShownOrder>.Builder _orders = ImmutableArray.CreateBuilder<ShownOrder>();
    private readonly Dictionary<(string Account, int ConId), HeldPosition> _positions = []; // A change while the list is told replaces its line.
    private readonly ImmutableArray<HeldCash>.Builder _cash = ImmutableArray.CreateBuilder<HeldCash>();

    /// <summary>What has been shown so far.</summary>
    public BrokerView View => new(_orders.ToImmutable(), [.. _positions.Values.Where(held => held.Quantity != 0)], _cash.ToImmutable());

    /// <summary>True when every question is answered.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>The list that the broker is answering; what is told beside it counts as live.</summary>
    public ReportSource Asked { get; private set; } = ReportSource.Executions;

    public TwsRequest First => new ReqExecutions(requestId, new ExecutionFilter());

    public void Show(ShownOrder order)
    {
        if (Asked is ReportSource.OpenOrders) _orders.Add(order);
    }

    /// <summary>Takes an answer in; the questions that follow it, none for most.</summary>
    public IEnumerable<TwsRequest> Follow(TwsReply reply)
    {
        switch (reply)
        {
            case ExecDetailsEnd end when end.ReqId == requestId:
                Asked = ReportSource.OpenOrders;
                return [new ReqAllOpenOrders()];
            case OpenOrderEnd when Asked is ReportSource.OpenOrders:
                Asked = ReportSource.CompletedOrders;
                return isWitness ? Held() : [new ReqCompletedOrders(ApiOnly: false)];
            case CompletedOrdersEnd when Asked is ReportSource.CompletedOrders: return Held();
            case Position position when Asked is ReportSource.Live:
                _positions[(position.Account, position.Contract.ConId)] = new(
                    new(position.Account), Contracts.SymbolOf(position.Contract, reference), position.Pos, position.AvgCost);
                return [];
            case PositionEnd when isWitness: return Complete(new CancelPositions());
            case PositionEnd: return [new CancelPositions(), new ReqAccountSummary(requestId, "All", CashTags)];
            case AccountSummary { Tag: CashKey, Currency: not BaseCurrency } cash when cash.ReqId == requestId:
                if (decimal.TryParse(cash.Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount))
                    _cash.Add(new(new(cash.Account), cash.Currency, amount));
                return [];
            case ErrMsg refused when refused.Id == requestId && Asked is ReportSource.Live: return Complete(); // No cash is told here.
            case AccountSummaryEnd end when end.ReqId == requestId: return Complete(new CancelAccountSummary(requestId));
            default: return [];
        }
    }

    private ReqPositions[] Held()
    {
        Asked = ReportSource.Live;
        return [new ReqPositions()];
    }

    private TwsRequest[] Complete(params TwsRequest[] last)
    {
        IsComplete = true;
        return last;
    }
}

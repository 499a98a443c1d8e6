using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Oms.Trading;
using Oms.Trading.Accounts;
using Oms.Trading.Broker;
using Oms.Trading.Instruments;
using Oms.Trading.Orders;
using Oms.Trading.Reconciliation;

namespace Oms.Engine.Journal;

/// <summary>
/// Events to journal rows and back. The kinds are a storage format: a kind is never renamed or given another meaning. When an event needs
/// another shape, a new kind is added, and the old one is lifted to it here and nowhere else.
/// </summary>
public static class EventCodec
{
    private static readonly FrozenDictionary<string, JsonTypeInfo> TypeOfKind = new Dictionary<string, Type>
    {
        ["OrderPlaced"] = typeof(OrderEvent.Placed),
        ["OrderDenied"] = typeof(OrderEvent.Denied),
        ["OrderAcknowledged"] = typeof(OrderEvent.Acknowledged),
        ["OrderTraded"] = typeof(OrderEvent.Traded),
        ["OrderTradeCorrected"] = typeof(OrderEvent.TradeCorrected),
        ["OrderCommissionBooked"] = typeof(OrderEvent.CommissionBooked),
        ["OrderCancelRequested"] = typeof(OrderEvent.CancelRequested),
        ["OrderCancelRejected"] = typeof(OrderEvent.CancelRejected),
        ["OrderReplaceRequested"] = typeof(OrderEvent.ReplaceRequested),
        ["OrderReplaceDenied"] = typeof(OrderEvent.ReplaceDenied),
        ["OrderReplaced"] = typeof(OrderEvent.Replaced),
        ["OrderRestated"] = typeof(OrderEvent.Restated),
        ["OrderReplaceRejected"] = typeof(OrderEvent.ReplaceRejected),
        ["OrderCanceled"] = typeof(OrderEvent.Canceled),
        ["OrderExpired"] = typeof(OrderEvent.Expired),
        ["OrderRejected"] = typeof(OrderEvent.Rejected),
        ["OrderDoubtRaised"] = typeof(OrderEvent.DoubtRaised),
        ["OrderConfirmed"] = typeof(OrderEvent.Confirmed),
        ["OrderWarningNoted"] = typeof(OrderEvent.WarningNoted),
        ["OrderAnomalyFlagged"] = typeof(OrderEvent.AnomalyFlagged),
        ["AccountOpened"] = typeof(AccountEvent.Opened),
        ["RiskLimitsSet"] = typeof(AccountEvent.LimitsSet),
        ["KillSwitchSet"] = typeof(AccountEvent.KillSwitchSet),
        ["InstrumentListed"] = typeof(InstrumentEvent.Listed),
        ["BrokerLinkedUp"] = typeof(BrokerEvent.LinkedUp),
        ["BrokerSynchronized"] = typeof(BrokerEvent.Synchronized),
        ["BrokerLinkedDown"] = typeof(BrokerEvent.LinkedDown),
        ["ExternalTraded"] = typeof(BrokerEvent.ExternalTraded),
        ["ExternalTradeCorrected"] = typeof(BrokerEvent.ExternalTradeCorrected),
        ["CommissionHeld"] = typeof(BrokerEvent.CommissionHeld),
        ["OrderResent"] = typeof(OrderEvent.Resent),
        ["OrderAdopted"] = typeof(OrderEvent.Adopted),
        ["OrderClaimed"] = typeof(OrderEvent.Claimed),
        ["OrderAnomalyCleared"] = typeof(OrderEvent.AnomalyCleared),
        ["ResendPolicySet"] = typeof(AccountEvent.ResendPolicySet),
        ["TradingModeSet"] = typeof(BrokerEvent.TradingModeSet),
        ["BrokerFrozen"] = typeof(BrokerEvent.Frozen),
        ["BrokerReopened"] = typeof(BrokerEvent.Reopened),
        ["RoundRequested"] = typeof(ReconciliationEvent.RoundRequested),
        ["RoundFinished"] = typeof(ReconciliationEvent.RoundFinished),
        ["BreakOpened"] = typeof(ReconciliationEvent.BreakOpened),
        ["BreakChanged"] = typeof(ReconciliationEvent.BreakChanged),
        ["BreakHealed"] = typeof(ReconciliationEvent.BreakHealed),
        ["BreakAssigned"] = typeof(ReconciliationEvent.BreakAssigned),
        ["BreakResolved"] = typeof(ReconciliationEvent.BreakResolved),
        ["BreakCancelAsked"] = typeof(ReconciliationEvent.CancelAsked),
        ["PositionAdjusted"] = typeof(ReconciliationEvent.PositionAdjusted),
        ["CashBaselined"] = typeof(ReconciliationEvent.CashBaselined),
        ["OrdersRetired"] = typeof(OrdersRetired),
        ["Audit"] = typeof(AuditEvent),
    }.ToFrozenDictionary(pair => pair.Key, pair => EventJson.Options.GetTypeInfo(pair.Value));

    private static readonly FrozenDictionary<Type, string> KindOfType =
        TypeOfKind.ToFrozenDictionary(pair => pair.Value.Type, pair => pair.Key);

    /// <summary>Every kind that the journal may hold.</summary>
    public static IEnumerable<string> Kinds => TypeOfKind.Keys;

    public static string KindOf(TradingEvent e) => KindOfType[e.GetType()];

    public static byte[] Encode(TradingEvent e) => JsonSerializer.SerializeToUtf8Bytes(e, TypeOfKind[KindOf(e)]);

    /// <exception cref="JournalCorruptException">The kind is unknown or the data does not fit it.</exception>
    public static TradingEvent Decode(JournalRow row)
    {
        if (!TypeOfKind.TryGetValue(row.Kind, out var type))
            throw new JournalCorruptException(row.Seq, $"the kind {row.Kind} is unknown to this version");
        try
        {
            return (TradingEvent?)JsonSerializer.Deserialize(row.Data.Span, type)
                ?? throw new JournalCorruptException(row.Seq, "the data is null");
        }
        catch (JsonException e)
        {
            throw new JournalCorruptException(row.Seq, $"the data is no {row.Kind}: {e.Message}");
        }
    }
}

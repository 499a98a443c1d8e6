using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Oms.Trading;
using Oms.Trading.Accounts;
using Oms.Trading.Broker;
using Oms.Trading.Instruments;
using Oms.Trading.Orders;
using Oms.Trading.Positions;
using Oms.Trading.Reconciliation;
using Oms.Trading.Risk;

namespace Oms.Engine.Journal;

/// <summary>How events, orders and positions are written as JSON, in the journal and in the read model: ids as text, instants as microseconds.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(OrderEvent.Placed), TypeInfoPropertyName = "OrderPlaced")]
[JsonSerializable(typeof(OrderEvent.Denied), TypeInfoPropertyName = "OrderDenied")]
[JsonSerializable(typeof(OrderEvent.Acknowledged), TypeInfoPropertyName = "OrderAcknowledged")]
[JsonSerializable(typeof(OrderEvent.Traded), TypeInfoPropertyName = "OrderTraded")]
[JsonSerializable(typeof(OrderEvent.TradeCorrected), TypeInfoPropertyName = "OrderTradeCorrected")]
[JsonSerializable(typeof(OrderEvent.CommissionBooked), TypeInfoPropertyName = "OrderCommissionBooked")]
[JsonSerializable(typeof(OrderEvent.CancelRequested), TypeInfoPropertyName = "OrderCancelRequested")]
[JsonSerializable(typeof(OrderEvent.CancelRejected), TypeInfoPropertyName = "OrderCancelRejected")]
[JsonSerializable(typeof(OrderEvent.ReplaceRequested), TypeInfoPropertyName = "OrderReplaceRequested")]
[JsonSerializable(typeof(OrderEvent.ReplaceDenied), TypeInfoPropertyName = "OrderReplaceDenied")]
[JsonSerializable(typeof(OrderEvent.Replaced), TypeInfoPropertyName = "OrderReplaced")]
[JsonSerializable(typeof(OrderEvent.Restated), TypeInfoPropertyName = "OrderRestated")]
[JsonSerializable(typeof(OrderEvent.ReplaceRejected), TypeInfoPropertyName = "OrderReplaceRejected")]
[JsonSerializable(typeof(OrderEvent.Canceled), TypeInfoPropertyName = "OrderCanceled")]
[JsonSerializable(typeof(OrderEvent.Expired), TypeInfoPropertyName = "OrderExpired")]
[JsonSerializable(typeof(OrderEvent.Rejected), TypeInfoPropertyName = "OrderRejected")]
[JsonSerializable(typeof(OrderEvent.DoubtRaised), TypeInfoPropertyName = "OrderDoubtRaised")]
[JsonSerializable(typeof(OrderEvent.Confirmed), TypeInfoPropertyName = "OrderConfirmed")]
[JsonSerializable(typeof(OrderEvent.WarningNoted), TypeInfoPropertyName = "OrderWarningNoted")]
[JsonSerializable(typeof(OrderEvent.AnomalyFlagged), TypeInfoPropertyName = "OrderAnomalyFlagged")]
[JsonSerializable(typeof(AccountEvent.Opened), TypeInfoPropertyName = "AccountOpened")]
[JsonSerializable(typeof(AccountEvent.LimitsSet), TypeInfoPropertyName = "RiskLimitsSet")]
[JsonSerializable(typeof(AccountEvent.KillSwitchSet), TypeInfoPropertyName = "KillSwitchSet")]
[JsonSerializable(typeof(InstrumentEvent.Listed), TypeInfoPropertyName = "InstrumentListed")]
[JsonSerializable(typeof(BrokerEvent.LinkedUp), TypeInfoPropertyName = "BrokerLinkedUp")]
[JsonSerializable(typeof(BrokerEvent.Synchronized), TypeInfoPropertyName = "BrokerSynchronized")]
[JsonSerializable(typeof(BrokerEvent.LinkedDown), TypeInfoPropertyName = "BrokerLinkedDown")]
[JsonSerializable(typeof(BrokerEvent.ExternalTraded), TypeInfoPropertyName = "ExternalTraded")]
[JsonSerializable(typeof(BrokerEvent.ExternalTradeCorrected), TypeInfoPropertyName = "ExternalTradeCorrected")]
[JsonSerializable(typeof(BrokerEvent.CommissionHeld), TypeInfoPropertyName = "CommissionHeld")]
[JsonSerializable(typeof(OrderEvent.Resent), TypeInfoPropertyName = "OrderResent")]
[JsonSerializable(typeof(OrderEvent.Adopted), TypeInfoPropertyName = "OrderAdopted")]
[JsonSerializable(typeof(OrderEvent.Claimed), TypeInfoPropertyName = "OrderClaimed")]
[JsonSerializable(typeof(OrderEvent.AnomalyCleared), TypeInfoPropertyName = "OrderAnomalyCleared")]
[JsonSerializable(typeof(AccountEvent.ResendPolicySet), TypeInfoPropertyName = "ResendPolicySet")]
[JsonSerializable(typeof(BrokerEvent.TradingModeSet), TypeInfoPropertyName = "TradingModeSet")]
[JsonSerializable(typeof(BrokerEvent.Frozen), TypeInfoPropertyName = "BrokerFrozen")]
[JsonSerializable(typeof(BrokerEvent.Reopened), TypeInfoPropertyName = "BrokerReopened")]
[JsonSerializable(typeof(ReconciliationEvent.RoundRequested), TypeInfoPropertyName = "RoundRequested")]
[JsonSerializable(typeof(ReconciliationEvent.RoundFinished), TypeInfoPropertyName = "RoundFinished")]
[JsonSerializable(typeof(ReconciliationEvent.BreakOpened), TypeInfoPropertyName = "BreakOpened")]
[JsonSerializable(typeof(ReconciliationEvent.BreakChanged), TypeInfoPropertyName = "BreakChanged")]
[JsonSerializable(typeof(ReconciliationEvent.BreakHealed), TypeInfoPropertyName = "BreakHealed")]
[JsonSerializable(typeof(ReconciliationEvent.BreakAssigned), TypeInfoPropertyName = "BreakAssigned")]
[JsonSerializable(typeof(ReconciliationEvent.BreakResolved), TypeInfoPropertyName = "BreakResolved")]
[JsonSerializable(typeof(ReconciliationEvent.CancelAsked), TypeInfoPropertyName = "BreakCancelAsked")]
[JsonSerializable(typeof(ReconciliationEvent.PositionAdjusted), TypeInfoPropertyName = "PositionAdjusted")]
[JsonSerializable(typeof(ReconciliationEvent.CashBaselined), TypeInfoPropertyName = "CashBaselined")]
[JsonSerializable(typeof(OrdersRetired))]
[JsonSerializable(typeof(AuditEvent))]
[JsonSerializable(typeof(Break))]
[JsonSerializable(typeof(NightReport))]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(Position))]
[JsonSerializable(typeof(RiskLimits))]
[JsonSerializable(typeof(KillSwitch))]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(Instrument))]
[JsonSerializable(typeof(Execution))]
public sealed partial class EventJson : JsonSerializerContext
{
    /// <summary>The one set of options for everything that is stored.</summary>
    public static new JsonSerializerOptions Options { get; } = new JsonSerializerOptions
    {
        // Not Default: which of two static properties is set first is not defined.
        TypeInfoResolver = new EventJson().WithAddedModifier(LeaveOutFalse),
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        Converters = { new InstantConverter() },
    }.WithIds();

    /// <summary>Our ids are plain text in JSON, in the journal as in the API.</summary>
    public static IEnumerable<JsonConverter> IdConverters =>
    [
        new TextIdConverter<OrderId>(text => new(text), id => id.Value),
        new TextIdConverter<ClOrdId>(text => new(text), id => id.Value),
        new TextIdConverter<ListId>(text => new(text), id => id.Value),
        new TextIdConverter<ExecId>(text => new(text), id => id.Value),
        new TextIdConverter<AccountId>(text => new(text), id => id.Value),
        new TextIdConverter<FirmId>(text => new(text), id => id.Value),
        new TextIdConverter<Symbol>(text => new(text), id => id.Value),
        new TextIdConverter<BreakId>(text => new(text), id => id.Value),
    ];

    // Fields that came later are written only where they say something: what was kept before them reads and writes as it did.
    private static void LeaveOutFalse(JsonTypeInfo type)
    {
        if (type.Type != typeof(OrderTerms)) return;
        foreach (var property in type.Properties)
            if (property.PropertyType == typeof(bool)) property.ShouldSerialize = static (_, value) => value is true;
    }

    private sealed class TextIdConverter<T>(Func<string, T> parse, Func<T, string> format) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            parse(reader.GetString() ?? throw new JsonException("an id is never null"));

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(format(value));
    }

    private sealed class InstantConverter : JsonConverter<Instant>
    {
        public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.UnixMicros);
    }
}

/// <summary>Teaches JSON options our ids.</summary>
public static class IdJson
{
    public static JsonSerializerOptions WithIds(this JsonSerializerOptions options)
    {
        foreach (var converter in EventJson.IdConverters) options.Converters.Add(converter);
        return options;
    }
}

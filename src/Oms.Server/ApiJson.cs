using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Oms.Engine.Journal;
using Oms.Trading;
using Oms.Trading.Orders;

namespace Oms.Server;

/// <summary>How the public API writes JSON: camelCase, enums as words, decimals as text, instants as ISO 8601 in Z.</summary>
internal static class ApiJson
{
    public static readonly JsonSerializerOptions Options = Configure(new(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.Converters.Add(new DecimalConverter());
        options.Converters.Add(new InstantConverter());
        options.Converters.Add(new TimeInForceConverter());
        options.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
        options.NumberHandling = JsonNumberHandling.Strict;
        return options.WithIds();
    }

    /// <summary>Plain digits, no exponent, no trailing zeros: 187.20 and 187.2 are the same number and read the same.</summary>
    private sealed class DecimalConverter : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType is JsonTokenType.Number && reader.TryGetDecimal(out var number)) return number;
            const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
            if (reader.TokenType is JsonTokenType.String && decimal.TryParse(reader.GetString(), Plain, CultureInfo.InvariantCulture, out number))
                return number;
            throw new JsonException("not a decimal number");
        }

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString("0.############################", CultureInfo.InvariantCulture));
    }

    private sealed class InstantConverter : JsonConverter<Instant>
    {
        public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TryGetDateTimeOffset(out var time) ? Instant.From(time) : throw new JsonException("not an ISO 8601 instant");

        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }

    // FIX spells these out, traders do not; both are understood.
    private sealed class TimeInForceConverter : JsonConverter<TimeInForce>
    {
        public override TimeInForce Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType is not JsonTokenType.String ? throw new JsonException("not a time in force")
            : reader.GetString() switch
            {
                "Day" or "DAY" or "day" => TimeInForce.Day,
                "GTC" or "GoodTillCancel" => TimeInForce.GTC,
                "IOC" or "ImmediateOrCancel" => TimeInForce.IOC,
                "FOK" or "FillOrKill" => TimeInForce.FOK,
                "GTD" or "GoodTillDate" => TimeInForce.GTD,
                "OPG" or "AtTheOpening" => TimeInForce.AtTheOpening,
                _ => throw new JsonException("not a time in force"),
            };

        public override void Write(Utf8JsonWriter writer, TimeInForce value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}

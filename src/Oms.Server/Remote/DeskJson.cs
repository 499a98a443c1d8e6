using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Oms.Engine.Journal;
using Oms.Trading;
using Oms.Trading.Orders;

namespace Oms.Server.Remote;

/// <summary>Commands and decisions as the program's own processes send them to each other: the spelling of the journal, a union as <c>{"Kind": {…}}</c>.</summary>
internal static class DeskJson
{
    public static readonly JsonSerializerOptions Options = new(EventJson.Options)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(new EventJson(), new DefaultJsonTypeInfoResolver()),
        Converters = { new UnionConverter<Command>(), new UnionConverter<Decision>(), new DeniedConverter(), new JsonStringEnumConverter() },
    };

    /// <summary>A closed family: an abstract record whose kinds are nested in it.</summary>
    private sealed class UnionConverter<T> : JsonConverter<T>
        where T : class
    {
        private static readonly FrozenDictionary<string, Type> Kinds =
            typeof(T).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(T))).ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            reader.Read();
            if (reader.TokenType is not JsonTokenType.PropertyName || !Kinds.TryGetValue(reader.GetString() ?? "", out var type))
                throw new JsonException($"not a {typeof(T).Name} that this version knows");
            reader.Read();
            var value = JsonSerializer.Deserialize(ref reader, type, options) as T ?? throw new JsonException($"a {type.Name} is never null");
            reader.Read();
            return value;
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WritePropertyName(value.GetType().Name);
            JsonSerializer.Serialize(writer, value, value.GetType(), options);
            writer.WriteEndObject();
        }
    }

    // Of its two constructors JSON cannot choose one by itself.
    private sealed class DeniedConverter : JsonConverter<Decision.Denied>
    {
        private sealed record Parts(ImmutableArray<Denial> Denials, Order? Order);

        public override Decision.Denied Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<Parts>(ref reader, options) is { } parts
                ? new(parts.Denials, parts.Order)
                : throw new JsonException("a denial is never null");

        public override void Write(Utf8JsonWriter writer, Decision.Denied value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, new Parts(value.Denials, value.Order), options);
    }
}

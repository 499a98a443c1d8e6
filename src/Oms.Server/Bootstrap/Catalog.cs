using System.Collections.Immutable;
using System.Text.Json;
using Oms.Trading.Instruments;

namespace Oms.Server.Bootstrap;

/// <summary>The instruments that a fresh installation knows. The broker completes and corrects them when it describes them.</summary>
internal static class Catalog
{
    private const string Resource = "Oms.Server.Bootstrap.instruments.json";

    private sealed record Entry(
        string Symbol, string Name, string SecType, string BrokerSymbol, string Exchange, string? PrimaryExchange, string Currency,
        decimal Multiplier, decimal TickSize, decimal LotSize, string TimeZone);

    public static ImmutableArray<Instrument> Load()
    {
        using var stream = typeof(Catalog).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"the program lacks its resource {Resource}");
        var entries = JsonSerializer.Deserialize<Entry[]>(stream, ApiJson.Options) ?? [];
        return [.. entries.Select(e => new Instrument(new(e.Symbol), e.Name, e.SecType, e.BrokerSymbol, e.Exchange, e.PrimaryExchange,
            e.Currency, e.Multiplier, e.TickSize, e.LotSize, e.TimeZone, null))];
    }
}

using System.Globalization;
using Oms.Engine;
using Oms.Trading;
using Oms.Trading.Instruments;
using Oms.Tws;

namespace Oms.InteractiveBrokers;

/// <summary>Instruments and TWS contracts.</summary>
internal static class Contracts
{
    /// <summary>A known contract id is enough with an exchange; without one the broker resolves the description.</summary>
    public static Contract From(Instrument instrument) => new()
    {
        ConId = instrument.ConId ?? 0,
        Symbol = instrument.BrokerSymbol,
        SecType = instrument.SecType,
        Exchange = instrument.Exchange,
        PrimaryExchange = instrument.PrimaryExchange ?? "",
        Currency = instrument.Currency,
        LocalSymbol = instrument.SecType is "STK" ? "" : instrument.Symbol.Value,
    };

    /// <summary>What the broker says of an instrument that we listed: its ticks, lots and multiplier are the broker's to decide.</summary>
    public static Instrument Describe(Instrument known, ContractDetails details) => known with
    {
        ConId = details.Contract.ConId,
        TickSize = details.MinTick > 0 ? details.MinTick : known.TickSize,
        LotSize = details.SizeIncrement is > 0 ? details.SizeIncrement.Value : known.LotSize,
        Multiplier = decimal.TryParse(details.Contract.Multiplier, NumberStyles.Number, CultureInfo.InvariantCulture, out var multiplier)
            && multiplier > 0 ? multiplier : known.Multiplier,
        TimeZone = details.TimeZoneId.Length > 0 ? details.TimeZoneId : known.TimeZone,
    };

    /// <summary>Our symbol of a contract; for one that we do not list, the broker's local symbol.</summary>
    public static Symbol SymbolOf(Contract contract, ReferenceData reference) =>
        reference.Instruments.FirstOrDefault(i => i.ConId == contract.ConId)?.Symbol
        ?? new(contract.LocalSymbol.Length > 0 ? contract.LocalSymbol : contract.Symbol);
}

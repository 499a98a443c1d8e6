namespace Oms.Trading.Instruments;

/// <summary>What can be traded.</summary>
/// <param name="SecType">The broker's word: <c>STK</c>, <c>FUT</c>, <c>CASH</c>.</param>
/// <param name="BrokerSymbol">The broker's symbol, e.g. <c>ES</c> for <c>ESZ6</c>, <c>EUR</c> for <c>EUR.USD</c>.</param>
/// <param name="Exchange">Where orders are routed, e.g. <c>SMART</c>.</param>
/// <param name="Multiplier">Units of currency per point of price; 1 for stocks and currencies.</param>
/// <param name="TickSize">The smallest step of a price, above zero.</param>
/// <param name="LotSize">The smallest step of a quantity, above zero.</param>
/// <param name="ConId">The broker's contract id; null until the broker has described it.</param>
public sealed record Instrument(
    Symbol Symbol,
    string Name,
    string SecType,
    string BrokerSymbol,
    string Exchange,
    string? PrimaryExchange,
    string Currency,
    decimal Multiplier,
    decimal TickSize,
    decimal LotSize,
    string TimeZone,
    int? ConId)
{
    // A step of zero is an instrument described wrongly: nothing fits it, rather than everything.
    public bool IsOnTick(decimal price) => TickSize > 0 && price % TickSize == 0;

    public bool IsWholeLots(decimal quantity) => LotSize > 0 && quantity % LotSize == 0;
}

/// <summary>What happens to instruments.</summary>
public abstract record InstrumentEvent : TradingEvent
{
    private InstrumentEvent() { }

    /// <summary>Known from now on, or known better.</summary>
    public sealed record Listed(Instrument Instrument) : InstrumentEvent
    {
        public override string Subject => Instrument.Symbol.Value;
    }
}

namespace Oms.PaperGateway.Instruments;

/// <summary>
/// The instruments of the paper gateway. Symbols, contract ids, listings and contract terms are those of the real
/// instruments as far as they are public; prices are where a market of late 2026 could plausibly stand.
/// </summary>
internal static class InstrumentTable
{
    public static IReadOnlyList<Instrument> All { get; } = [.. Stocks(), .. Funds(), .. Futures(), .. CurrencyPairs()];

    private static IEnumerable<Instrument> Stocks() =>
    [
        Stock(265598, "AAPL", "NASDAQ", 274.50m, 400, "APPLE INC", "Technology", "Computers"),
        Stock(272093, "MSFT", "NASDAQ", 512.30m, 300, "MICROSOFT CORP", "Technology", "Software"),
        Stock(3691937, "AMZN", "NASDAQ", 238.40m, 400, "AMAZON.COM INC", "Communications", "Internet"),
        Stock(208813719, "GOOGL", "NASDAQ", 301.20m, 300, "ALPHABET INC-CL A", "Communications", "Internet"),
        Stock(107113386, "META", "NASDAQ", 668.00m, 150, "META PLATFORMS INC-CLASS A", "Communications", "Internet", 3),
        Stock(4815747, "NVDA", "NASDAQ", 196.80m, 800, "NVIDIA CORP", "Technology", "Semiconductors", 1, 0.025m),
        Stock(76792991, "TSLA", "NASDAQ", 418.60m, 300, "TESLA INC", "Consumer, Cyclical", "Automobiles", 3, 0.03m),
        Stock(4391, "AMD", "NASDAQ", 231.70m, 400, "ADVANCED MICRO DEVICES", "Technology", "Semiconductors", 2, 0.03m),
        Stock(270639, "INTC", "NASDAQ", 39.15m, 2000, "INTEL CORP", "Technology", "Semiconductors", 1, 0.025m),
        Stock(15124833, "NFLX", "NASDAQ", 112.40m, 300, "NETFLIX INC", "Communications", "Internet", 2),
        Stock(313130367, "AVGO", "NASDAQ", 362.10m, 200, "BROADCOM INC", "Technology", "Semiconductors", 3, 0.025m),
        Stock(268084, "CSCO", "NASDAQ", 77.85m, 900, "CISCO SYSTEMS INC", "Communications", "Telecommunications"),
        Stock(272800, "ORCL", "NYSE", 224.90m, 300, "ORACLE CORP", "Technology", "Software", 3, 0.025m),
        Stock(8314, "IBM", "NYSE", 304.75m, 200, "INTL BUSINESS MACHINES CORP", "Technology", "Computers", 3),
        Stock(1520593, "JPM", "NYSE", 312.20m, 300, "JPMORGAN CHASE & CO", "Financial", "Banks", 2),
        Stock(10098, "BAC", "NYSE", 53.60m, 1500, "BANK OF AMERICA CORP", "Financial", "Banks"),
        Stock(4627828, "GS", "NYSE", 801.50m, 100, "GOLDMAN SACHS GROUP INC", "Financial", "Banks", 10),
        Stock(49462172, "V", "NYSE", 336.10m, 200, "VISA INC-CLASS A SHARES", "Financial", "Diversified Finan Serv", 3),
        Stock(13824, "WMT", "NASDAQ", 104.25m, 600, "WALMART INC", "Consumer, Cyclical", "Retail"),
        Stock(8894, "KO", "NYSE", 71.30m, 900, "COCA-COLA CO/THE", "Consumer, Non-cyclical", "Beverages", 1, 0.008m),
        Stock(8719, "JNJ", "NYSE", 203.80m, 300, "JOHNSON & JOHNSON", "Consumer, Non-cyclical", "Pharma", 2, 0.009m),
        Stock(11031, "PFE", "NYSE", 25.05m, 3000, "PFIZER INC", "Consumer, Non-cyclical", "Pharmaceuticals"),
        Stock(13977, "XOM", "NYSE", 117.60m, 600, "EXXON MOBIL CORP", "Energy", "Oil&Gas"),
        Stock(6459, "DIS", "NYSE", 106.90m, 500, "WALT DISNEY CO/THE", "Communications", "Media"),
        Stock(4762, "BA", "NYSE", 189.40m, 200, "BOEING CO/THE", "Industrial", "Aerospace/Defense", 4, 0.02m),
        Stock(9599, "F", "NYSE", 13.10m, 5000, "FORD MOTOR CO", "Consumer, Cyclical", "Auto Manufacturers"),
    ];

    private static IEnumerable<Instrument> Funds() =>
    [
        Fund(756733, "SPY", "ARCA", 672.80m, 1000, "SS SPDR S&P 500 ETF TRUST-US", 1, 0.009m),
        Fund(320227571, "QQQ", "NASDAQ", 608.40m, 800, "INVESCO QQQ TRUST SERIES 1", 2, 0.012m),
        Fund(9579970, "IWM", "ARCA", 241.10m, 800, "ISHARES RUSSELL 2000 ETF", 1, 0.012m),
        Fund(73128548, "DIA", "ARCA", 470.30m, 200, "SS SPDR DJIA TRUST", 4, 0.008m),
        Fund(51529211, "GLD", "ARCA", 378.60m, 400, "SPDR GOLD SHARES", 2, 0.011m),
        Fund(15547841, "TLT", "NASDAQ", 89.90m, 2000, "ISHARES 20+ YEAR TREASURY BD", 1, 0.007m),
        Fund(4215220, "XLF", "ARCA", 52.75m, 2000, "SS FINANCIAL SELECT SECTOR", 1, 0.01m),
    ];

    private static IEnumerable<Instrument> Futures() =>
    [
        Future(515416632, "ES", "CME", "ESZ6", "20261218", 50, 0.25m, 6740.00m, 40, "E-mini S&P 500", 24_500, 2.25m),
        Future(
            515416577, "NQ", "CME", "NQZ6", "20261218", 20, 0.25m, 24980.00m, 10, "E-mini NASDAQ 100", 37_000, 2.25m),
        Future(174230608, "CL", "NYMEX", "CLF7", "20261221", 1000, 0.01m, 61.40m, 20, "Crude Oil", 6200, 2.37m),
        Future(484743956, "GC", "COMEX", "GCZ6", "20261229", 100, 0.10m, 4105.00m, 8, "Gold", 20_500, 2.47m),
        Future(786233541, "ZN", "CBOT", "ZNZ6", "20261221", 1000, 0.015625m, 113m, 600, "10Y T-Note", 2150, 1.67m),
    ];

    private static IEnumerable<Instrument> CurrencyPairs() =>
    [
        Pair(12087792, "EUR", "USD", 1.15500m, 0.00005m, "European Monetary Union Euro"),
        Pair(12087797, "GBP", "USD", 1.31200m, 0.00005m, "British pound"),
        Pair(15016059, "USD", "JPY", 154.500m, 0.005m, "US Dollar"),
        Pair(14433401, "AUD", "USD", 0.65200m, 0.00005m, "Australian dollar"),
    ];

    private static Instrument Stock(
        int conId, string symbol, string listing, decimal price, decimal levelSize, string name, string industry,
        string category, int spreadTicks = 1, decimal dailyMove = 0.015m) => new()
        {
            ConId = conId,
            Symbol = symbol,
            SecType = SecType.Stock,
            PrimaryExchange = listing,
            LocalSymbol = symbol,
            TradingClass = listing == "NASDAQ" ? "NMS" : symbol,
            LongName = name,
            Industry = industry,
            Category = category,
            StockType = "COMMON",
            TickSize = 0.01m,
            SuggestedSizeIncrement = 100,
            AnchorPx = price,
            LevelSize = levelSize,
            SpreadTicks = spreadTicks,
            DailyMove = dailyMove,
        };

    private static Instrument Fund(
        int conId, string symbol, string listing, decimal price, decimal levelSize, string name, int spreadTicks,
        decimal dailyMove) =>
        Stock(conId, symbol, listing, price, levelSize, name, "Funds", "Exchange Traded", spreadTicks, dailyMove) with
        {
            StockType = "ETF",
        };

    private static Instrument Future(
        int conId, string symbol, string exchange, string localSymbol, string lastTradeDate, decimal multiplier,
        decimal tick, decimal price, decimal levelSize, string name, decimal margin, decimal commission) => new()
        {
            ConId = conId,
            Symbol = symbol,
            SecType = SecType.Future,
            PrimaryExchange = exchange,
            LocalSymbol = localSymbol,
            TradingClass = symbol,
            LongName = name,
            LastTradeDate = lastTradeDate,
            Multiplier = multiplier,
            TickSize = tick,
            AnchorPx = price,
            LevelSize = levelSize,
            DailyMove = 0.012m,
            MarginPerContract = margin,
            CommissionPerContract = commission,
        };

    private static Instrument Pair(
        int conId, string symbol, string currency, decimal price, decimal tick, string name) => new()
        {
            ConId = conId,
            Symbol = symbol,
            Currency = currency,
            SecType = SecType.Cash,
            PrimaryExchange = "IDEALPRO",
            LocalSymbol = $"{symbol}.{currency}",
            TradingClass = $"{symbol}.{currency}",
            LongName = name,
            TickSize = tick,
            AnchorPx = price,
            LevelSize = 1_000_000,
            SpreadTicks = 1,
            DailyMove = 0.005m,
        };
}

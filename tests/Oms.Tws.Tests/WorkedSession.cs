namespace Oms.Tws.Tests;

/// <summary>
/// The frames of one order's life at version 178, as a gateway and its client write them. `|` stands for NUL.
/// </summary>
internal static class WorkedSession
{
    private const string Unset = "1.7976931348623157E308";

    public const string StartApi = "71|2|7||";
    public const string ManagedAccts = "15|1|DU1234567|";
    public const string NextValidId = "9|1|100|";
    public const string FarmNotice = "4|2|-1|2104|Market data farm connection is OK:usfarm||";

    public const string PlaceOrder =
        "3|100|265598|AAPL|STK||0.0|||SMART|NASDAQ|USD|||||BUY|100|LMT|150.0||DAY||DU1234567||0|demo-1|1|" +
        "0|0|0|0|0|0|0||0.0|||||||0||-1|0|||0|||0|0||0||||||0|||||0|||||||||||0|||0|0|||0||0|0|0|0|||||||0|||||" +
        "||||0|0|0||||0|||";

    public const string OrderPreSubmitted = "3|100|PreSubmitted|0|100|0|1204680001|0|0|7||0|";
    public const string OrderSubmitted = "3|100|Submitted|0|100|0|1204680001|0|0|7||0|";
    public const string OrderFilled = "3|100|Filled|100|0|150.0|1204680001|0|150.0|7||0|";

    public const string ExecDetails =
        "11|-1|100|265598|AAPL|STK||0.0|||NASDAQ|USD|AAPL|NMS|0000e0d5.6593f1a2.01.01|20240102 09:30:01 US/Eastern|" +
        "DU1234567|NASDAQ|BOT|100|150.0|1204680001|7|0|100|150.0|demo-1||||2|0|";

    public const string CommissionReport = $"59|1|0000e0d5.6593f1a2.01.01|1.0|USD|{Unset}|{Unset}||";

    public static string OpenOrder(string status, string commission = "", string currency = "") =>
        "5|100|265598|AAPL|STK||0|?||SMART|USD|AAPL|NMS|BUY|100|LMT|150.0|0.0|DAY||DU1234567||0|demo-1|7|1204680001|" +
        "0|0|0|||||||||||0||-1|0||||||2147483647|0|0|0||3|0|0||0|0||0|None||0||||?|0|0||0|0||||||0|0|0|2147483647|" +
        $"2147483647|||0||IB|0|0||0|0|{status}|{Unset}|{Unset}|{Unset}|{Unset}|{Unset}|{Unset}|{Unset}|{Unset}|" +
        $"{Unset}|{commission}|||{currency}||0|0|0|None|{Unset}|{Unset}|{Unset}|{Unset}|{Unset}|{Unset}|0||||0|1|" +
        "0|0|0|||0||||||";

    public static readonly Contract Apple = new()
    {
        ConId = 265598,
        Symbol = "AAPL",
        SecType = "STK",
        Exchange = "SMART",
        PrimaryExchange = "NASDAQ",
        Currency = "USD",
    };

    public static readonly TwsOrder Limit = new()
    {
        Action = "BUY",
        TotalQuantity = 100,
        OrderType = "LMT",
        LmtPrice = 150,
        Tif = "DAY",
        Account = "DU1234567",
        OrderRef = "demo-1",
    };

    public static readonly Contract Booked = Apple with
    {
        PrimaryExchange = "",
        LocalSymbol = "AAPL",
        TradingClass = "NMS",
    };

    public static readonly TwsOrder Working = Limit with
    {
        AuxPrice = 0,
        ClientId = 7,
        PermId = 1204680001,
        OcaType = 3,
        ClearingIntent = "IB",
        DontUseAutoPriceForHedge = true,
        UsePriceMgmtAlgo = false,
    };

    public static readonly Execution Fill = new()
    {
        ExecId = "0000e0d5.6593f1a2.01.01",
        Time = "20240102 09:30:01 US/Eastern",
        AcctNumber = "DU1234567",
        Exchange = "NASDAQ",
        Side = "BOT",
        Shares = 100,
        Price = 150,
        PermId = 1204680001,
        ClientId = 7,
        CumQty = 100,
        AvgPrice = 150,
        OrderRef = "demo-1",
        LastLiquidity = 2,
    };
}

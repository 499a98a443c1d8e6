using System.Buffers.Binary;
using BenchmarkDotNet.Attributes;
using Oms.Tws;
using Oms.Tws.Replies;

namespace Oms.Benchmarks;

/// <summary>
/// The three messages that carry an order's life, read from and written to their frames. One operation is one message; a written frame
/// counts as one allocation, its array.
/// </summary>
[MemoryDiagnoser]
public class WireCodec
{
    private const int Version = 178;
    private const int PrefixLength = 4;

    private static readonly TwsReply Status = new OrderStatus(100, "Filled", 100, 0, 187.2m, 1_204_680_001, 0, 187.2m, 7, "", 0);

    private static readonly TwsReply Fill = new ExecDetails(-1, 100, Apple, new Execution
    {
        ExecId = "0000e0d5.6593f1a2.01.01",
        Time = "20260102 09:30:01 US/Eastern",
        AcctNumber = "DU1234567",
        Exchange = "NASDAQ",
        Side = "BOT",
        Shares = 100,
        Price = 187.2m,
        PermId = 1_204_680_001,
        ClientId = 7,
        CumQty = 100,
        AvgPrice = 187.2m,
        OrderRef = "bench-1",
        LastLiquidity = 2,
    });

    private static readonly TwsReply Working = new OpenOrder(
        100,
        Apple,
        new TwsOrder
        {
            Action = "BUY",
            TotalQuantity = 100,
            OrderType = "LMT",
            LmtPrice = 187.2m,
            AuxPrice = 0,
            Tif = "DAY",
            Account = "DU1234567",
            OrderRef = "bench-1",
            ClientId = 7,
            PermId = 1_204_680_001,
            OcaType = 3,
            ClearingIntent = "IB",
        },
        new OrderState { Status = "Submitted" });

    private readonly byte[] _status = Payload(Status);
    private readonly byte[] _fill = Payload(Fill);
    private readonly byte[] _working = Payload(Working);

    private static Contract Apple => new()
    {
        ConId = 265598,
        Symbol = "AAPL",
        SecType = "STK",
        Exchange = "SMART",
        Currency = "USD",
        LocalSymbol = "AAPL",
        TradingClass = "NMS",
    };

    [Benchmark(Baseline = true)]
    public TwsReply ReadOrderStatus() => TwsReplies.Read(_status, Version);

    [Benchmark]
    public TwsReply ReadExecDetails() => TwsReplies.Read(_fill, Version);

    [Benchmark]
    public TwsReply ReadOpenOrder() => TwsReplies.Read(_working, Version);

    [Benchmark]
    public byte[] WriteOrderStatus() => TwsFrames.Encode(Status, Version);

    [Benchmark]
    public byte[] WriteExecDetails() => TwsFrames.Encode(Fill, Version);

    [Benchmark]
    public byte[] WriteOpenOrder() => TwsFrames.Encode(Working, Version);

    private static byte[] Payload(TwsReply reply)
    {
        var frame = TwsFrames.Encode(reply, Version);
        if (BinaryPrimitives.ReadInt32BigEndian(frame) != frame.Length - PrefixLength)
            throw new InvalidOperationException("a frame is its length and that many bytes");
        return frame[PrefixLength..];
    }
}

using System.Diagnostics;
using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 99: one tick of the stream asked for by reqTickByTickData; Time is seconds since the epoch.</summary>
public abstract record TickByTick : TwsReply
{
    private const int LastType = 1;
    private const int AllLastType = 2;
    private const int BidAskType = 3;
    private const int MidPointType = 4;

    private TickByTick(int reqId, long time)
    {
        ReqId = reqId;
        Time = time;
    }

    public int ReqId { get; init; }
    public long Time { get; init; }

    /// <summary>A trade. Mask: bit 0 pastLimit, bit 1 unreported.</summary>
    public sealed record Last(int ReqId, long Time, decimal Price, decimal? Size) : TickByTick(ReqId, Time)
    {
        /// <summary>Also trades that do not move the last price (type AllLast).</summary>
        public bool IsAllLast { get; init; }

        public int Mask { get; init; }
        public string Exchange { get; init; } = "";
        public string SpecialConditions { get; init; } = "";
    }

    /// <summary>A quote. Mask: bit 0 bidPastLow, bit 1 askPastHigh.</summary>
    public sealed record BidAsk(
        int ReqId, long Time, decimal BidPrice, decimal AskPrice, decimal? BidSize, decimal? AskSize, int Mask = 0)
        : TickByTick(ReqId, Time);

    /// <summary>The middle of the quote.</summary>
    public sealed record MidPoint(int ReqId, long Time, decimal Price) : TickByTick(ReqId, Time);

    internal static TickByTick Read(ref FieldReader fields, int serverVersion)
    {
        var reqId = fields.ReadInt("reqId");
        var type = fields.ReadInt("tickType");
        if (type is < LastType or > MidPointType) throw fields.Meaningless("tickType", type);
        var time = fields.ReadLong("time");
        return type switch
        {
            BidAskType => new BidAsk(
                reqId, time, fields.ReadDouble("bidPrice"), fields.ReadDouble("askPrice"),
                fields.ReadDecimalOrNull("bidSize"), fields.ReadDecimalOrNull("askSize"), fields.ReadInt("mask")),
            MidPointType => new MidPoint(reqId, time, fields.ReadDouble("midPoint")),
            _ => new Last(reqId, time, fields.ReadDouble("price"), fields.ReadDecimalOrNull("size"))
            {
                IsAllLast = type == AllLastType,
                Mask = fields.ReadInt("mask"),
                Exchange = fields.ReadText("exchange"),
                SpecialConditions = fields.ReadText("specialConditions"),
            },
        };
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.TickByTick);
        fields.WriteInt(ReqId);
        switch (this)
        {
            case Last tick:
                fields.WriteInt(tick.IsAllLast ? AllLastType : LastType);
                fields.WriteLong(Time);
                fields.WriteDouble(tick.Price);
                fields.WriteDecimal(tick.Size);
                fields.WriteInt(tick.Mask);
                fields.WriteText(tick.Exchange);
                fields.WriteText(tick.SpecialConditions);
                break;
            case BidAsk tick:
                fields.WriteInt(BidAskType);
                fields.WriteLong(Time);
                fields.WriteDouble(tick.BidPrice);
                fields.WriteDouble(tick.AskPrice);
                fields.WriteDecimal(tick.BidSize);
                fields.WriteDecimal(tick.AskSize);
                fields.WriteInt(tick.Mask);
                break;
            case MidPoint tick:
                fields.WriteInt(MidPointType);
                fields.WriteLong(Time);
                fields.WriteDouble(tick.Price);
                break;
            default:
                throw new UnreachableException();
        }
    }
}

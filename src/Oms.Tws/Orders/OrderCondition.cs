using System.Diagnostics;
using Oms.Tws.Framing;

namespace Oms.Tws;

/// <summary>What must come true for an order to become active, or to be cancelled.</summary>
public abstract record OrderCondition
{
    private OrderCondition() { }

    /// <summary>True: this AND the next condition; false: this OR the next.</summary>
    public bool IsAnd { get; init; } = true;

    /// <summary>Type 1.</summary>
    public sealed record Price(bool IsMore, decimal Value, int ConId, string Exchange, int TriggerMethod)
        : OrderCondition;

    /// <summary>Type 3; the value is `yyyyMMdd HH:mm:ss ZONE`.</summary>
    public sealed record Time(bool IsMore, string Value) : OrderCondition;

    /// <summary>Type 4: the margin cushion in percent.</summary>
    public sealed record Margin(bool IsMore, int Percent) : OrderCondition;

    /// <summary>Type 5: any execution in this instrument.</summary>
    public sealed record Execution(string SecType, string Exchange, string Symbol) : OrderCondition;

    /// <summary>Type 6.</summary>
    public sealed record Volume(bool IsMore, int Value, int ConId, string Exchange) : OrderCondition;

    /// <summary>Type 7.</summary>
    public sealed record PercentChange(bool IsMore, decimal Value, int ConId, string Exchange) : OrderCondition;

    internal static OrderCondition Read(ref FieldReader fields)
    {
        var type = fields.ReadInt("cond.type");
        var isAnd = fields.ReadText("cond.conjunction") is not "o";
        OrderCondition condition = type switch
        {
            1 => new Price(
                ReadIsMore(ref fields), fields.ReadDouble("cond.value"), fields.ReadInt("cond.conId"),
                fields.ReadText("cond.exchange"), fields.ReadInt("cond.triggerMethod")),
            3 => new Time(ReadIsMore(ref fields), fields.ReadText("cond.value")),
            4 => new Margin(ReadIsMore(ref fields), fields.ReadInt("cond.value")),
            5 => new Execution(
                fields.ReadText("cond.secType"), fields.ReadText("cond.exchange"), fields.ReadText("cond.symbol")),
            6 => new Volume(
                ReadIsMore(ref fields), fields.ReadInt("cond.value"), fields.ReadInt("cond.conId"),
                fields.ReadText("cond.exchange")),
            7 => new PercentChange(
                ReadIsMore(ref fields), fields.ReadDouble("cond.value"), fields.ReadInt("cond.conId"),
                fields.ReadText("cond.exchange")),
            _ => throw fields.Meaningless("cond.type", type),
        };
        return condition with { IsAnd = isAnd };
    }

    internal void Write(FieldWriter fields)
    {
        fields.WriteInt(Type);
        fields.WriteText(IsAnd ? "a" : "o");
        switch (this)
        {
            case Price c:
                fields.WriteBool(c.IsMore);
                fields.WriteDouble(c.Value);
                WriteWatched(fields, c.ConId, c.Exchange);
                fields.WriteInt(c.TriggerMethod);
                break;
            case Time c:
                fields.WriteBool(c.IsMore);
                fields.WriteText(c.Value);
                break;
            case Margin c:
                fields.WriteBool(c.IsMore);
                fields.WriteInt(c.Percent);
                break;
            case Execution c:
                fields.WriteText(c.SecType);
                fields.WriteText(c.Exchange);
                fields.WriteText(c.Symbol);
                break;
            case Volume c:
                fields.WriteBool(c.IsMore);
                fields.WriteInt(c.Value);
                WriteWatched(fields, c.ConId, c.Exchange);
                break;
            case PercentChange c:
                fields.WriteBool(c.IsMore);
                fields.WriteDouble(c.Value);
                WriteWatched(fields, c.ConId, c.Exchange);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private int Type => this switch
    {
        Price => 1,
        Time => 3,
        Margin => 4,
        Execution => 5,
        Volume => 6,
        PercentChange => 7,
        _ => throw new UnreachableException(),
    };

    private static bool ReadIsMore(ref FieldReader fields) => fields.ReadBool("cond.isMore");

    private static void WriteWatched(FieldWriter fields, int conId, string exchange)
    {
        fields.WriteInt(conId);
        fields.WriteText(exchange);
    }
}

using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 61: a position; Pos is signed, AvgCost includes the multiplier of a derivative.</summary>
public sealed record Position(string Account, Contract Contract, decimal Pos, decimal AvgCost) : TwsReply
{
    private const int Version = 3;

    internal static Position Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(
            Account: fields.ReadText("account"),
            Contract: Contract.ReadShort(ref fields),
            Pos: fields.ReadDecimal("position"),
            AvgCost: fields.ReadDouble("avgCost"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.Position);
        fields.WriteVersion(Version);
        fields.WriteText(Account);
        Contract.WriteShort(fields);
        fields.WriteDecimal(Pos);
        fields.WriteDouble(AvgCost);
    }
}

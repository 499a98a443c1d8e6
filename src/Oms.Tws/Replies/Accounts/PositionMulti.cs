using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 71: a position of an account or model.</summary>
public sealed record PositionMulti(
    int ReqId,
    string Account,
    Contract Contract,
    decimal Pos,
    decimal AvgCost,
    string ModelCode) : TwsReply
{
    private const int Version = 1;

    internal static PositionMulti Read(ref FieldReader fields, int serverVersion)
    {
        fields.SkipVersion();
        return new(
            ReqId: fields.ReadInt("reqId"),
            Account: fields.ReadText("account"),
            Contract: Contract.ReadShort(ref fields),
            Pos: fields.ReadDecimal("position"),
            AvgCost: fields.ReadDouble("avgCost"),
            ModelCode: fields.ReadText("modelCode"));
    }

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.PositionMulti);
        fields.WriteVersion(Version);
        fields.WriteInt(ReqId);
        fields.WriteText(Account);
        Contract.WriteShort(fields);
        fields.WriteDecimal(Pos);
        fields.WriteDouble(AvgCost);
        fields.WriteText(ModelCode);
    }
}

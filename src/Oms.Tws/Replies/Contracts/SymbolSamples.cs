using Oms.Tws.Framing;

namespace Oms.Tws.Replies;

/// <summary>Reply 79: at most sixteen instruments that match.</summary>
public sealed record SymbolSamples(int ReqId, TwsList<SymbolSample> Samples) : TwsReply
{
    internal static SymbolSamples Read(ref FieldReader fields, int serverVersion) => new(
        ReqId: fields.ReadInt("reqId"),
        Samples: fields.ReadList("samplesCount", SymbolSample.Read));

    internal override void Write(FieldWriter fields, int serverVersion)
    {
        fields.WriteId(ReplyId.SymbolSamples);
        fields.WriteInt(ReqId);
        fields.WriteInt(Samples.Count);
        foreach (var item in Samples) item.Write(fields);
    }
}

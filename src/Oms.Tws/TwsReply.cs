using Oms.Tws.Framing;

namespace Oms.Tws;

/// <summary>A message from server to client, asked for or not.</summary>
public abstract record TwsReply
{
    private protected TwsReply() { }

    internal abstract void Write(FieldWriter fields, int serverVersion);
}

/// <summary>A reply whose id is not spoken here; ignore it and go on.</summary>
public sealed record UnknownReply(int MessageId) : TwsReply
{
    internal override void Write(FieldWriter fields, int serverVersion) => fields.WriteInt(MessageId);
}

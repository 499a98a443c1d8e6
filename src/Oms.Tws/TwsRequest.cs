using Oms.Tws.Framing;

namespace Oms.Tws;

/// <summary>A message from client to server.</summary>
public abstract record TwsRequest
{
    private protected TwsRequest() { }

    internal abstract void Write(FieldWriter fields, int serverVersion);
}

/// <summary>A request whose id is not spoken here; answer code 505 or ignore it, and go on.</summary>
public sealed record UnknownRequest(int MessageId) : TwsRequest
{
    internal override void Write(FieldWriter fields, int serverVersion) => fields.WriteInt(MessageId);
}

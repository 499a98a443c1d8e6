using Oms.Tws.Framing;

namespace Oms.Tws;

/// <summary>Whole frames, length included, for those who handle bytes: recorders, fault injection, tests.</summary>
public static class TwsFrames
{
    public static byte[] Encode(TwsRequest request, int serverVersion)
    {
        using var fields = new FieldWriter(escapes: false);
        fields.BeginFrame();
        request.Write(fields, serverVersion);
        fields.EndFrame();
        return fields.Written.ToArray();
    }

    public static byte[] Encode(TwsReply reply, int serverVersion)
    {
        using var fields = new FieldWriter(escapes: true);
        Append(fields, reply, serverVersion);
        return fields.Written.ToArray();
    }

    internal static void Append(FieldWriter fields, TwsReply reply, int serverVersion)
    {
        fields.BeginFrame();
        reply.Write(fields, serverVersion);
        fields.EndFrame();
    }
}

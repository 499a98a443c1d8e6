using System.Buffers.Binary;
using System.Text;

namespace Oms.Tws.Tests;

/// <summary>Frames as text: `|` stands for the NUL behind each field.</summary>
internal static class Wire
{
    private const int PrefixLength = 4;

    public static byte[] Payload(string text) => Encoding.ASCII.GetBytes(text.Replace('|', '\0'));

    public static byte[] Frame(string text) => Framed(Payload(text));

    public static byte[] Framed(ReadOnlySpan<byte> payload)
    {
        var frame = new byte[PrefixLength + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length);
        payload.CopyTo(frame.AsSpan(PrefixLength));
        return frame;
    }

    public static string Text(TwsRequest request, int serverVersion = 178) =>
        Text(TwsFrames.Encode(request, serverVersion));

    public static string Text(TwsReply reply, int serverVersion = 178) => Text(TwsFrames.Encode(reply, serverVersion));

    public static int FieldCount(string text) => text.Count(c => c == '|');

    public static TwsReply Reply(string text, int serverVersion = 178) => TwsReplies.Read(Payload(text), serverVersion);

    public static TwsRequest Request(string text, int serverVersion = 178) =>
        TwsRequests.Read(Payload(text), serverVersion);

    private static string Text(byte[] frame)
    {
        var payload = frame.AsSpan(PrefixLength);
        Assert.Equal(frame, Framed(payload));
        return Encoding.ASCII.GetString(payload).Replace('\0', '|');
    }
}

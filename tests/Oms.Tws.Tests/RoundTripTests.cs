namespace Oms.Tws.Tests;

public sealed class RoundTripTests
{
    public static MatrixTheoryData<string, int> Requests => new(Samples.Requests.Keys, [176, 177, 178]);
    public static MatrixTheoryData<string, int> Replies => new(Samples.Replies.Keys, [176, 177, 178]);

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_request_that_is_read_and_written_again_is_the_same_frame(string name, int serverVersion)
    {
        var text = Wire.Text(Samples.Requests[name], serverVersion);
        var read = Wire.Request(text, serverVersion);
        Assert.IsType(Samples.Requests[name].GetType(), read);
        Assert.Equal(text, Wire.Text(read, serverVersion));
        Assert.Equal(read, Wire.Request(text, serverVersion));
    }

    [Theory]
    [MemberData(nameof(Replies))]
    public void A_reply_that_is_read_and_written_again_is_the_same_frame(string name, int serverVersion)
    {
        var text = Wire.Text(Samples.Replies[name], serverVersion);
        var read = Wire.Reply(text, serverVersion);
        Assert.IsType(Samples.Replies[name].GetType(), read);
        Assert.Equal(text, Wire.Text(read, serverVersion));
        Assert.Equal(read, Wire.Reply(text, serverVersion));
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_request_without_any_value_is_read(string name, int serverVersion)
    {
        if (name.Contains(',')) return; // Blocks are announced by values; the plain messages have none.
        var plain = Samples.Requests.GetValueOrDefault($"{name}, plain") ?? Samples.Requests[name];
        var full = Wire.Text(plain, serverVersion);
        var id = full[..full.IndexOf('|')];

        var empty = Wire.Request(id + new string('|', Wire.FieldCount(full)), serverVersion);

        Assert.IsType(Samples.Requests[name].GetType(), empty);
    }

    [Theory]
    [MemberData(nameof(Replies))]
    public void A_reply_with_a_field_too_many_or_too_few_is_refused(string name, int serverVersion)
    {
        if (name is "UnknownReply") return;
        var text = Wire.Text(Samples.Replies[name], serverVersion);
        var shorter = text[..(text[..^1].LastIndexOf('|') + 1)];

        Assert.Throws<TwsFormatException>(() => Wire.Reply(text + "|", serverVersion));
        if (Wire.FieldCount(text) > 1) Assert.Throws<TwsFormatException>(() => Wire.Reply(shorter, serverVersion));
    }
}

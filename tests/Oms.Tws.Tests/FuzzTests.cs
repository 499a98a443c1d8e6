namespace Oms.Tws.Tests;

/// <summary>Whatever bytes arrive, reading them ends in a message or in a TwsFormatException, and soon.</summary>
public sealed class FuzzTests
{
    private const int Rounds = 10_000;

    [Fact]
    public void Mutated_replies_are_read_or_refused()
    {
        var frames = Samples.Replies.Values.Select(reply => TwsFrames.Encode(reply, 178)[4..]).ToArray();
        Fuzz(frames, static payload => TwsReplies.Read(payload, 178));
    }

    [Fact]
    public void Mutated_requests_are_read_or_refused()
    {
        var frames = Samples.Requests.Values.Select(request => TwsFrames.Encode(request, 178)[4..]).ToArray();
        Fuzz(frames, static payload => TwsRequests.Read(payload, 178));
    }

    private static void Fuzz(byte[][] frames, Action<byte[]> read)
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var payload = Mutate(frames[random.Next(frames.Length)], random);
            try
            {
                read(payload);
            }
            catch (TwsFormatException e)
            {
                Assert.NotEmpty(e.Message);
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}, round {round}: {e.GetType().Name} on {Convert.ToHexString(payload)}");
            }
        }
    }

    private static byte[] Mutate(byte[] frame, Random random)
    {
        var bytes = frame.ToList();
        for (var i = random.Next(1, 6); i > 0 && bytes.Count > 0; i--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] = (byte)random.Next('0', '9' + 1); break;
                case 2: bytes.RemoveAt(at); break;
                case 3: bytes.Insert(at, 0); break;
                case 4: bytes.RemoveRange(at, random.Next(bytes.Count - at)); break;
                default: bytes.InsertRange(at, "-99999999999999999999"u8.ToArray()); break;
            }
        }
        return [.. bytes];
    }
}

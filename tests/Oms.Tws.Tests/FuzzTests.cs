namespace Oms.Tws.Tests;

/// <summary>
/// Whatever bytes arrive, reading them ends in a message or in a TwsFormatException, soon and within bounded memory.
/// OMS_FUZZ_FRAMES says how many frames each test reads, OMS_FUZZ_SEED repeats a run.
/// </summary>
public sealed class FuzzTests
{
    private const int FramesByDefault = 20_000;

    // An item of a list is at least one byte on the wire; in memory it is a record or a string.
    private const int AllocatedPerByteMax = 1_000;
    private const int AllocatedMax = 50_000;

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
        var rounds = Number("OMS_FUZZ_FRAMES") ?? FramesByDefault;
        var seed = Number("OMS_FUZZ_SEED") ?? Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"OMS_FUZZ_SEED={seed} OMS_FUZZ_FRAMES={rounds}");
        var random = new Random(seed);
        for (var round = 0; round < rounds; round++)
        {
            var payload = Mutate(frames[random.Next(frames.Length)], random);
            var before = GC.GetAllocatedBytesForCurrentThread();
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
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (allocated > AllocatedMax + AllocatedPerByteMax * payload.Length)
                Assert.Fail($"seed {seed}, round {round}: {allocated} bytes for {Convert.ToHexString(payload)}");
        }
    }

    private static int? Number(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text) : null;

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

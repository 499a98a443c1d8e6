namespace Oms.Trading.Tests.Orders;

public sealed class TapeTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Orders", "Tapes");

    public static TheoryData<string> Names =>
        new(Directory.EnumerateFiles(Folder, "*.tape").Select(path => Path.GetFileNameWithoutExtension(path)).Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void The_order_lives_as_the_tape_says(string name) =>
        Tape.Play(File.ReadAllLines(Path.Combine(Folder, name + ".tape")), name + ".tape");

    [Fact]
    public void A_tape_that_says_something_false_fails_with_the_line_and_what_is_true()
    {
        string[] lines = ["place A1 Buy 100 @10.00 Day -> PendingNew", "ack A1 -> Filled"];

        var failure = Assert.Throws<TapeException>(() => Tape.Play(lines, "false.tape"));

        Assert.Contains("false.tape:2", failure.Message);
        Assert.Contains("Filled", failure.Message);
        Assert.Contains("New", failure.Message);
    }
}

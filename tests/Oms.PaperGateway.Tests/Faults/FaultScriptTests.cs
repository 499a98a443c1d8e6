using Oms.PaperGateway.Faults;

namespace Oms.PaperGateway.Tests.Faults;

public sealed class FaultScriptTests
{
    private static readonly DateTimeOffset start = BrokerFixture.Monday;

    [Fact]
    public void Every_kind_of_fault_can_be_written_down() => Assert.Equal(
        Enum.GetValues<FaultKind>(),
        FaultScript.Parse(Enum.GetValues<FaultKind>().Select(ScriptWords.NameOf)).Lines
            .Select(l => Assert.IsType<Intervention.Plan>(l.What).Fault.Kind));

    [Fact]
    public void Arguments_come_in_any_order_and_comments_mean_nothing()
    {
        var script = FaultScript.Parse(
        [
            "# the morning",
            "",
            "reject-order reason=\"no # today\" count=2 client=7   # twice",
            "delay message=orderstatus delay=500ms count=all",
            "fill-elsewhere quantity=-10 symbol=AAPL",
        ]);

        Assert.Equal(
            [
                new Intervention.Plan(
                    new Fault(FaultKind.RejectOrder) { ClientId = 7, Count = 2, Reason = "no # today" }),
                new Intervention.Plan(new Fault(FaultKind.Delay)
                {
                    Count = int.MaxValue,
                    Message = "orderstatus",
                    Delay = TimeSpan.FromMilliseconds(500),
                }),
                new Intervention.FillElsewhere("AAPL", -10),
            ],
            script.Lines.Select(l => l.What));
    }

    [Theory]
    [InlineData("clear", "2026-11-23T15:00:00Z")]
    [InlineData("+90s clear", "2026-11-23T15:01:30Z")]
    [InlineData("+00:10:00 clear", "2026-11-23T15:10:00Z")]
    [InlineData("15:59:30 clear", "2026-11-23T20:59:30Z")]
    [InlineData("09:30:00 clear", "2026-11-24T14:30:00Z")]
    [InlineData("2026-11-23T18:00:00Z clear", "2026-11-23T18:00:00Z")]
    public void A_line_is_due_at_the_time_in_front_of_it(string line, string due) => Assert.Equal(
        DateTimeOffset.Parse(due), Assert.Single(FaultScript.Parse([line]).Lines).When.Due(start));

    [Theory]
    [InlineData("explode", "'explode' is not known")]
    [InlineData("notice", "notice needs code=")]
    [InlineData("notice code=9999", "notice 9999 needs a text")]
    [InlineData("move symbol=AAPL price=high", "price is a number, not 'high'")]
    [InlineData("repeat mesage=OrderStatus", "repeat knows no mesage=")]
    [InlineData("repeat message=Nonsense", "no message Nonsense")]
    [InlineData("delay count=0", "count is a number from 1 on")]
    [InlineData("delay delay=5", "'5' is no duration")]
    [InlineData("+90s", "nothing is to be done at +90s")]
    [InlineData("25:00:00 clear", "'25:00:00' is no time")]
    [InlineData("reject-order reason=\"no", "a quote is not closed")]
    [InlineData("disconnect client=1 client=2", "client is given twice")]
    public void A_line_that_cannot_be_understood_is_named(string line, string reason)
    {
        var error = Assert.Throws<FormatException>(() => FaultScript.Parse(["clear", line]));

        Assert.StartsWith($"line 2: {reason}", error.Message, StringComparison.Ordinal);
    }
}

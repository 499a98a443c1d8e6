using Oms.PaperGateway.Faults;
using Oms.PaperGateway.Market;
using Oms.Tws.Replies;
using Oms.Tws.Requests;

namespace Oms.PaperGateway.Tests.Sessions;

public sealed class VirtualTimeTests
{
    [Fact]
    public async Task A_virtual_clock_with_a_speed_goes_by_itself()
    {
        var options = new PaperGatewayOptions { Speed = 4, Script = FaultScript.Parse(["+00:00:05 notice code=2110"]) };
        await using var gateway = new GatewayFixture(options);
        await gateway.InitializeAsync();
        await using var client = await gateway.ConnectAsync();

        await client.UntilAsync<ErrMsg>(m => m.ErrorCode == 2110);
    }

    [Fact]
    public async Task A_virtual_clock_begins_with_the_recorded_market()
    {
        var options = new PaperGatewayOptions
        {
            Market = RecordedMarket.Parse(["time,symbol,price", "2025-03-04T14:30:00Z,AAPL,240"]),
        };
        await using var gateway = new GatewayFixture(options, startsNow: false);
        await gateway.InitializeAsync();
        await using var client = await gateway.ConnectAsync();

        await client.SendAsync(new ReqCurrentTime());

        Assert.Equal(
            new DateTimeOffset(2025, 3, 4, 14, 30, 0, TimeSpan.Zero).ToUnixTimeSeconds(),
            (await client.UntilAsync<CurrentTime>()).Time);
    }

    [Theory]
    [InlineData(1, "20100104-14:30:00")]
    [InlineData(2, "1262615400")]
    public async Task A_client_is_told_where_the_data_begins(int format, string begins)
    {
        await using var gateway = new GatewayFixture();
        await gateway.InitializeAsync();
        await using var client = await gateway.ConnectAsync();

        await client.SendAsync(new ReqHeadTimestamp(5, GatewayClient.Apple, FormatDate: format));

        Assert.Equal(new HeadTimestamp(5, begins), await client.UntilAsync<HeadTimestamp>());
    }
}

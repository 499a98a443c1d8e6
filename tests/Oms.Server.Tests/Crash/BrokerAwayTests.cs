using System.Net;
using Oms.Server.Tests.Fixtures;

namespace Oms.Server.Tests.Crash;

public sealed class BrokerAwayTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("oms-away-").FullName;

    [Fact]
    public async Task Without_a_broker_orders_are_refused_and_the_link_comes_back_by_itself()
    {
        await using var app = await OmsApp.StartAsync(folder: _data, withPaper: false);
        await app.UntilAsync("accounts", accounts => accounts.Items().Any());

        using var refused = await app.PlaceAsync(Answers.Market("away-1", "AAPL", "Buy", 1));
        using var ready = await app.Http.GetAsync(new Uri("health/ready", UriKind.Relative));
        using var alive = await app.Http.GetAsync(new Uri("health/", UriKind.Relative));

        Assert.Equal("BROKER_NOT_CONNECTED", (await refused.JsonAsync()).Text("code"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("BROKER_NOT_CONNECTED", (await ready.JsonAsync()).GetProperty("reasons").EnumerateArray().Select(reason => reason.Text("code")));
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    [Fact]
    public async Task A_working_order_outlives_the_gateway_and_is_confirmed_when_it_is_back()
    {
        await using var app = await OmsApp.StartAsync(folder: _data);
        var quote = await app.UntilPricedAsync("KO");
        using var placed = await app.PlaceAsync(Answers.Limit("away-2", "KO", "Buy", 10, Math.Round(quote.Number("bid") * 0.9m, 0)));
        var id = (await placed.JsonAsync()).Text("id");
        await app.UntilAsync($"orders/{id}", order => order.Text("ordStatus") == "New");

        var paper = app.Paper ?? throw new InvalidOperationException("there is no paper gateway");
        var port = paper.Port;
        await paper.DisposeAsync();
        var away = await app.UntilAsync($"orders/{id}", order => order.GetProperty("inDoubt").GetBoolean());
        await using var back = await OmsApp.StartPaperAsync(_data, port);
        await app.UntilReadyAsync();
        var confirmed = await app.UntilAsync($"orders/{id}", order => !order.GetProperty("inDoubt").GetBoolean());

        Assert.Equal("New", away.Text("ordStatus"));
        Assert.Equal("New", confirmed.Text("ordStatus"));
        Assert.Empty(confirmed.GetProperty("anomalies").EnumerateArray());
    }

    [Fact]
    public async Task An_order_whose_taking_was_never_heard_of_is_found_at_the_broker()
    {
        await using var app = await OmsApp.StartAsync(folder: _data);
        await app.UntilPricedAsync("AAPL");
        var paper = app.Paper ?? throw new InvalidOperationException("there is no paper gateway");
        await paper.Control.PlanAsync(new(PaperGateway.Faults.FaultKind.DropAfterOrder), CancellationToken.None);

        using var placed = await app.PlaceAsync(Answers.Market("away-3", "AAPL", "Buy", 10));
        var id = (await placed.JsonAsync()).Text("id");
        var filled = await app.UntilAsync($"orders/{id}", order => order.Text("ordStatus") == "Filled");
        var story = await app.GetAsync($"orders/{id}/events");

        Assert.Equal(10m, filled.Number("cumQty"));
        Assert.Contains("OrderDoubtRaised", story.Items().Select(entry => entry.Text("kind")));
        Assert.Equal(10m, (await app.GetAsync("positions")).Items().Single().Number("quantity"));
    }

    [Fact]
    public async Task An_order_that_never_arrived_is_rejected_as_not_received()
    {
        await using var app = await OmsApp.StartAsync(folder: _data);
        await app.UntilPricedAsync("AAPL");
        var paper = app.Paper ?? throw new InvalidOperationException("there is no paper gateway");
        await paper.Control.PlanAsync(new(PaperGateway.Faults.FaultKind.DropBeforeOrder), CancellationToken.None);

        using var placed = await app.PlaceAsync(Answers.Market("away-4", "AAPL", "Buy", 10));
        var id = (await placed.JsonAsync()).Text("id");
        var rejected = await app.UntilAsync($"orders/{id}", order => order.Text("ordStatus") == "Rejected");

        Assert.Equal("NOT_RECEIVED_BY_BROKER", rejected.Text("code"));
        Assert.Empty((await app.GetAsync("positions")).Items());
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);
}

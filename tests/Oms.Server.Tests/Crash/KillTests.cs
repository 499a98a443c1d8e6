using System.Collections.Concurrent;
using System.Net;
using Oms.PaperGateway.Books;
using Oms.Server.Tests.Fixtures;

namespace Oms.Server.Tests.Crash;

/// <summary>kill -9 at moments nobody chose. Whatever was answered 201 must be there afterwards, and the broker's books must agree.</summary>
public sealed class KillTests : IDisposable
{
    private const int Rounds = 4;
    private const int Senders = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _data = Directory.CreateTempSubdirectory("oms-kill-").FullName;

    [Fact]
    public async Task Every_order_that_was_answered_survives_and_the_broker_agrees()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var oms = new OmsProcess(_data);
        var promised = new List<string>();

        for (var round = 0; round < Rounds; round++)
        {
            await oms.StartAsync();
            await PricedAsync(oms);
            promised.AddRange(await LoadUntilKilledAsync(oms, round, random.Next(1, 60)));
        }

        await oms.StartAsync();
        Assert.NotEmpty(promised);
        foreach (var clOrdId in promised)
        {
            var order = await oms.GetAsync($"orders/clOrdId:{clOrdId}?account=DU123456");
            Assert.Equal(clOrdId, order.Text("clOrdId"));
            Assert.NotEqual("InDoubt", order.Text("ordStatus"));
        }

        await AgreesAsync(oms);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    // The program dies when so many orders were answered, with others on their way: how long that takes is the machine's affair.
    private static async Task<IReadOnlyCollection<string>> LoadUntilKilledAsync(OmsProcess oms, int round, int orders)
    {
        using var dead = new CancellationTokenSource();
        var answered = new ConcurrentQueue<string>();
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Answered(string clOrdId)
        {
            answered.Enqueue(clOrdId);
            if (answered.Count >= orders) enough.TrySetResult();
        }

        var senders = Enumerable.Range(0, Senders).Select(n => SendAsync(oms, $"kill-{round}-{n}", Answered, dead.Token)).ToArray();
        await enough.Task.WaitAsync(Patience);
        await oms.KillAsync();
        await dead.CancelAsync();
        await Task.WhenAll(senders);
        return answered;
    }

    // Market orders and resting ones, some of them canceled at once.
    private static async Task SendAsync(OmsProcess oms, string prefix, Action<string> answered, CancellationToken dead)
    {
        for (var i = 0; !dead.IsCancellationRequested; i++)
        {
            var clOrdId = $"{prefix}-{i}";
            var side = i % 2 == 0 ? "Buy" : "Sell";
            var body = i % 3 == 0 ? Answers.Limit(clOrdId, "F", "Buy", 1, 10m) : Answers.Market(clOrdId, "F", side, 1);
            try
            {
                using var response = await oms.Http.PostAsJsonAsync(new Uri("orders", UriKind.Relative), body, dead);
                if (response.StatusCode is not HttpStatusCode.Created) continue;
                answered(clOrdId);
                if (i % 6 == 0)
                    (await oms.Http.DeleteAsync(new Uri($"orders/{(await response.JsonAsync()).Text("id")}", UriKind.Relative), dead)).Dispose();
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                break; // The program is dead; this request was not answered.
            }
        }
    }

    // The broker's own books are the witness: no order sent twice, none missing, none in another state, the same position.
    private async Task AgreesAsync(OmsProcess oms)
    {
        var ours = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await oms.GetAsync($"orders?limit=500&cursor={cursor}");
            ours.AddRange(page.Items().Select(order => $"{order.Text("id")} {order.Text("workingStatus")} {order.Number("cumQty"):0}"));
            cursor = page.GetProperty("nextCursor").GetString();
        }

        var held = (await oms.GetAsync("positions")).Items().Sum(position => position.Number("quantity"));
        await oms.KillAsync();
        await using var gateway = await OmsApp.StartPaperAsync(_data, 0);
        var books = await gateway.Control.ReadBooksAsync(CancellationToken.None);
        var theirs = books.Orders.Select(order => $"{order.OrderRef} {StatusOf(order)} {order.CumQty:0}").ToArray();

        Assert.Equal(books.Positions.Sum(position => position.Quantity), held);
        Assert.Equal(books.Orders.Count, books.Orders.Select(order => order.OrderRef).Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(theirs.Except(ours, StringComparer.Ordinal));
        Assert.All(ours.Except(theirs, StringComparer.Ordinal), line => Assert.EndsWith(" Rejected 0", line));
    }

    private static string StatusOf(PaperBooks.OrderLine order) => order.Status switch
    {
        "Filled" => "Filled",
        "Cancelled" or "ApiCancelled" => "Canceled",
        _ => order.CumQty > 0 ? "PartiallyFilled" : "New",
    };

    private static async Task PricedAsync(OmsProcess oms)
    {
        while (!(await oms.GetAsync("marketdata/quotes/F")).TryGetProperty("ask", out var ask) || ask.GetString() is null)
            await Task.Delay(20);
    }
}

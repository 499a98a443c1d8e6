using System.Collections.Concurrent;

namespace Oms.Certificate.Live;

/// <summary>Callers that place, change and cancel orders as fast as they are answered, and ask again what was not answered.</summary>
internal sealed class Load(OmsClient client, string prefix)
{
    private const int Senders = 4;
    private const string Symbol = "F";

    private readonly ConcurrentDictionary<string, object> _unanswered = new();
    private readonly ConcurrentDictionary<string, string> _promised = new();
    private int _orders;

    /// <summary>Orders asked for.</summary>
    public int Orders => _orders;

    /// <summary>Ids of orders that were answered as accepted.</summary>
    public IEnumerable<string> Promised => _promised.Values;

    /// <summary>Sends until told to stop; returns when nothing is on its way any more.</summary>
    public Task RunAsync(Action answered, CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => SendAsync(answered, stop)));

    /// <summary>Asks again, with the same clOrdIds, what nobody answered before. What is not answered now either is asked another time.</summary>
    public async Task AskAgainAsync(CancellationToken ct)
    {
        foreach (var (clOrdId, order) in _unanswered.ToArray())
        {
            try
            {
                await TryPlaceAsync(clOrdId, order, ct);
            }
            catch (HttpRequestException)
            {
                return;
            }
        }
    }

    private async Task SendAsync(Action answered, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var number = Interlocked.Increment(ref _orders);
            var clOrdId = $"{prefix}-{number}";
            var order = OrderOf(clOrdId, number);
            _unanswered[clOrdId] = order;
            try
            {
                if (await TryPlaceAsync(clOrdId, order, stop) is not { } id) continue;
                answered();
                if (number % 9 == 0) await client.ReplaceAsync(id, 5, stop);
                if (number % 3 == 0) await client.CancelAsync(id, stop);
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                if (!stop.IsCancellationRequested) await Task.Delay(20, CancellationToken.None); // Nobody is there just now.
            }
        }
    }

    private async Task<string?> TryPlaceAsync(string clOrdId, object order, CancellationToken ct)
    {
        var id = await client.PlaceAsync(order, ct);
        _unanswered.TryRemove(clOrdId, out _);
        if (id is null) return null;
        if (_promised.TryAdd(clOrdId, id) || _promised[clOrdId] == id) return id;
        throw new InvalidOperationException($"{clOrdId} was answered with {_promised[clOrdId]} and with {id}");
    }

    // Two market orders that cancel each other out, then one that rests far from the market.
    private static object OrderOf(string clOrdId, int number) => number % 3 == 0
        ? new { account = OmsClient.Account, clOrdId, symbol = Symbol, side = "Buy", orderQty = 2, ordType = "Limit", price = 10m, timeInForce = "Day" }
        : new { account = OmsClient.Account, clOrdId, symbol = Symbol, side = number % 2 == 0 ? "Buy" : "Sell", orderQty = 1, ordType = "Market", timeInForce = "Day" };
}

using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Oms.Certificate.Comparison;

namespace Oms.Certificate.Live;

/// <summary>The paper gateway's own books, from the port beside its TWS port.</summary>
internal sealed class GatewayBooks(int statusPort) : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { NumberHandling = JsonNumberHandling.AllowReadingFromString };

    private readonly HttpClient _http = new() { BaseAddress = new($"http://127.0.0.1:{statusPort}/") };

    private sealed record Order(string OrderRef, string Account, string Symbol, decimal OrderQty, decimal CumQty, string Status);

    private sealed record Fill(string ExecId, string OrderRef, string Account, string Symbol, string Side, decimal LastQty, decimal Commission);

    private sealed record Books(IReadOnlyList<Order> Orders, IReadOnlyList<Fill> Executions);

    public async Task<bool> IsUpAsync()
    {
        try
        {
            using var response = await _http.GetAsync("health");
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public async Task<BrokerBooks> ReadAsync()
    {
        var books = await _http.GetFromJsonAsync<Books>("books", Json) ?? throw new InvalidOperationException("the gateway shows no books");
        return new(
            [.. books.Orders.Select(order => new BrokerOrder(
                order.OrderRef, order.Account, order.Symbol, order.OrderQty, order.CumQty, null, StatusOf(order.Status)))],
            [.. books.Executions.Select(fill => new BrokerFill(
                fill.ExecId, fill.OrderRef, fill.Account, fill.Symbol, fill.Side == "BUY" ? fill.LastQty : -fill.LastQty, fill.Commission))]);
    }

    public void Dispose() => _http.Dispose();

    private static BrokerStatus StatusOf(string word) => word switch
    {
        "Filled" => BrokerStatus.Filled,
        "Cancelled" or "ApiCancelled" => BrokerStatus.Canceled,
        "Inactive" => BrokerStatus.Rejected,
        _ => BrokerStatus.Working,
    };
}

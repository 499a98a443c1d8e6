using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Oms.Certificate.Live;

/// <summary>A caller of the public API.</summary>
internal sealed class OmsClient(int port) : IDisposable
{
    public const string Account = "DU123456";
    public const string Email = "admin@localhost";
    public const string Password = "Certify-4711-orders!";

    private readonly HttpClient _http = new() { BaseAddress = new($"http://127.0.0.1:{port}/api/v1/"), Timeout = TimeSpan.FromSeconds(10) };

    public async Task<bool> IsReadyAsync()
    {
        try
        {
            using var response = await _http.GetAsync("health/ready");
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    public async Task SignInAsync()
    {
        using var response = await _http.PostAsJsonAsync("auth/login", new { email = Email, password = Password });
        response.EnsureSuccessStatusCode();
        var token = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString();
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Places an order; its id when it was accepted, now or before; null when it was refused.</summary>
    /// <exception cref="HttpRequestException">There was no answer, or none that says what became of it.</exception>
    public async Task<string?> PlaceAsync(object order, CancellationToken ct)
    {
        using var response = await _http.PostAsJsonAsync("orders", order, ct);
        if (response.StatusCode is HttpStatusCode.UnprocessableEntity) return null;
        if (response.StatusCode is HttpStatusCode.Conflict)
            throw new InvalidOperationException($"a repeated placement was called another: {await response.Content.ReadAsStringAsync(ct)}");
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>(ct)).GetProperty("id").GetString();
    }

    public async Task CancelAsync(string id, CancellationToken ct) => (await _http.DeleteAsync($"orders/{id}", ct)).Dispose();

    public async Task ReplaceAsync(string id, decimal orderQty, CancellationToken ct) =>
        (await _http.PatchAsJsonAsync($"orders/{id}", new { orderQty }, ct)).Dispose();

    /// <summary>Whether anything has a price: before that every order is refused.</summary>
    public async Task<bool> IsPricedAsync(string symbol) =>
        await GetAsync($"marketdata/quotes/{symbol}") is { ValueKind: JsonValueKind.Object } quote
        && quote.TryGetProperty("ask", out var ask) && ask.ValueKind is JsonValueKind.String
        && quote.TryGetProperty("bid", out var bid) && bid.ValueKind is JsonValueKind.String;

    /// <summary>All items of a list, page by page.</summary>
    public async Task<IReadOnlyList<JsonElement>> ListAsync(string path)
    {
        var items = new List<JsonElement>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await GetAsync($"{path}?limit=500&cursor={cursor}");
            if (!page.TryGetProperty("items", out var found)) throw new InvalidOperationException($"{path} was answered with {page}");
            items.AddRange(found.EnumerateArray());
            cursor = page.GetProperty("nextCursor").GetString();
        }

        return items;
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> GetAsync(string path)
    {
        using var response = await _http.GetAsync(path);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}

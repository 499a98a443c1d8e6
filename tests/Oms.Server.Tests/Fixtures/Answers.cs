using System.Text.Json;

namespace Oms.Server.Tests.Fixtures;

/// <summary>Short ways to look into answers.</summary>
internal static class Answers
{
    public static Task<JsonElement> JsonAsync(this HttpResponseMessage response) => response.Content.ReadFromJsonAsync<JsonElement>();

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    public static decimal Number(this JsonElement element, string name) => decimal.Parse(element.Text(name));

    public static IEnumerable<JsonElement> Items(this JsonElement page) => page.GetProperty("items").EnumerateArray();

    public static object Limit(string clOrdId, string symbol, string side, decimal quantity, decimal price, string account = OmsApp.Account) =>
        new { account, clOrdId, symbol, side, orderQty = quantity, ordType = "Limit", price, timeInForce = "Day" };

    public static object Market(string clOrdId, string symbol, string side, decimal quantity, string account = OmsApp.Account) =>
        new { account, clOrdId, symbol, side, orderQty = quantity, ordType = "Market", timeInForce = "Day" };
}

using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Oms.Server.Notifications;
using Oms.Storage.Jobs;

namespace Oms.Server.Webhooks;

/// <summary>What an endpoint answered; the status is null when nobody did.</summary>
internal sealed record SendResult(bool Delivered, int? Status, string? Error);

/// <summary>
/// Posts one event. The signature covers the time and the body: <c>X-OMS-Signature: t=SECONDS,v1=HEX</c>, HMAC-SHA256 under the endpoint's secret
/// of <c>SECONDS.BODY</c>, so that a receiver can refuse what is forged or old.
/// </summary>
internal sealed class WebhookSender(IHttpClientFactory http, SecretBox secrets, TimeProvider clock)
{
    public const string Client = "webhooks";

    public async Task<SendResult> SendAsync(WebhookEndpoint endpoint, long seq, string kind, string body, CancellationToken ct)
    {
        using var client = http.CreateClient(Client);
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-OMS-Event", kind);
        request.Headers.Add("X-OMS-Seq", seq.ToString(CultureInfo.InvariantCulture)); // The same when it is sent again: what receivers de-duplicate by.
        request.Headers.Add("X-OMS-Signature", Sign(secrets.Open(endpoint.Secret), clock.GetUtcNow().ToUnixTimeSeconds(), body));
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            return answer.IsSuccessStatusCode
                ? new(true, (int)answer.StatusCode, null)
                : new(false, (int)answer.StatusCode, $"answered {(int)answer.StatusCode} {answer.ReasonPhrase}");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return new(false, null, e is TaskCanceledException ? "did not answer in time" : e.Message);
        }
    }

    public static string Sign(string secret, long seconds, string body) =>
        $"t={seconds},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{seconds}.{body}")))}";

    /// <summary>Addresses of this machine's own services are nobody's webhook; the metadata service of a cloud least of all.</summary>
    public static bool IsAllowed(string? url) =>
        ChannelSettings.IsHttp(url) && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0
        && !(IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && (IsLinkLocal(address) || address.Equals(IPAddress.Any)));

    private static bool IsLinkLocal(IPAddress address) => address.IsIPv6LinkLocal || address.GetAddressBytes() is [169, 254, ..];
}

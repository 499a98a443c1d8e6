using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Oms.Server.Access;

namespace Oms.Server.Monitor;

/// <summary>The name and the password that open the monitor.</summary>
internal sealed record MonitorPassword(string User, string Password);

/// <summary>
/// Basic authentication (RFC 7617) against one name and password. Who fails again and again is answered later and later, and a correct password
/// waits as well then, so that guessing gains nothing by being fast.
/// </summary>
internal sealed class MonitorAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, MonitorPassword expected, MonitorFailures failures,
    TimeProvider clock) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "monitor";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header) || header.Scheme != "Basic") return AuthenticateResult.NoResult();
        var address = Context.Connection.RemoteIpAddress?.ToString() ?? "";
        if (failures.DelayFor(address) is var delay && delay > TimeSpan.Zero) await Task.Delay(delay, clock, Context.RequestAborted);
        if (!IsRight(header.Parameter))
        {
            Log.MonitorSignInFailed(Logger, address, failures.Failed(address));
            return AuthenticateResult.Fail("name or password is wrong");
        }

        failures.Succeeded(address);
        var name = $"monitor:{expected.User}";
        var identity = new ClaimsIdentity(
            [new(Caller.IdClaim, name), new(Caller.NameClaim, name), new(Caller.FirmClaim, ""), new(Caller.RoleClaim, Roles.Admin)],
            SchemeName, Caller.NameClaim, Caller.RoleClaim);
        return AuthenticateResult.Success(new(new(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Basic realm=\"OMS monitor\", charset=\"UTF-8\"";
        return Task.CompletedTask;
    }

    // Both are compared in full whatever comes, so that the time tells nothing.
    private bool IsRight(string? parameter)
    {
        var bytes = new byte[(parameter?.Length ?? 0) + 4];
        if (parameter is null || !Convert.TryFromBase64String(parameter, bytes, out var length)) return false;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        return CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(text)), SHA256.HashData(Encoding.UTF8.GetBytes($"{expected.User}:{expected.Password}")));
    }
}

/// <summary>How often addresses failed lately.</summary>
internal sealed class MonitorFailures
{
    private const int Free = 3;
    private const int AddressesMax = 10_000;
    private static readonly TimeSpan DelayMax = TimeSpan.FromSeconds(8);

    private readonly ConcurrentDictionary<string, int> _failures = new(StringComparer.Ordinal);

    public TimeSpan DelayFor(string address)
    {
        var failed = _failures.GetValueOrDefault(address);
        if (failed < Free) return TimeSpan.Zero;
        var delay = TimeSpan.FromMilliseconds(500 * Math.Pow(2, Math.Min(failed - Free, 10)));
        return delay < DelayMax ? delay : DelayMax;
    }

    public int Failed(string address)
    {
        if (_failures.Count >= AddressesMax) _failures.Clear();
        return _failures.AddOrUpdate(address, 1, (_, known) => known + 1);
    }

    public void Succeeded(string address) => _failures.TryRemove(address, out _);
}

using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Oms.Server.Problems;

namespace Oms.Server.Access;

/// <summary>Signs callers in by <c>Authorization: Bearer</c>, by <c>X-API-Key</c>, or on streams by <c>?access_token=</c>, which browsers need.</summary>
internal sealed class OmsAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, AccessTokens tokens, ApiKeys keys,
    IProblemDetailsService problems) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "oms";

    private const string Bearer = "Bearer ";
    private static readonly string?[] StreamPaths = ["/api/v1/stream", "/api/v1/ws"];

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers["X-API-Key"] is [{ Length: > 0 } key])
            return Result(await keys.SignInAsync(key, Context.RequestAborted), "the API key is unknown, expired or revoked");
        if (Token() is { } token) return Result(await tokens.ReadAsync(token), "the token is expired or not valid");
        return AuthenticateResult.NoResult();
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var failure = (await HandleAuthenticateOnceSafeAsync()).Failure;
        Response.Headers.WWWAuthenticate = "Bearer";
        await WriteAsync(StatusCodes.Status401Unauthorized, failure is null ? "NOT_SIGNED_IN" : "CREDENTIALS_INVALID",
            failure?.Message ?? "sign in first: POST /api/v1/auth/login");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        WriteAsync(StatusCodes.Status403Forbidden, "NOT_ALLOWED", "the caller's roles do not allow this");

    private static AuthenticateResult Result(ClaimsPrincipal? principal, string fault) => principal is null
        ? AuthenticateResult.Fail(fault)
        : AuthenticateResult.Success(new(principal, SchemeName));

    private string? Token()
    {
        if (Request.Headers.Authorization is [{ } header] && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return header[Bearer.Length..].Trim();
        return StreamPaths.Contains(Request.Path.Value) && Request.Query["access_token"] is [{ Length: > 0 } token] ? token : null;
    }

    private async Task WriteAsync(int status, string code, string detail)
    {
        Response.StatusCode = status;
        await problems.WriteAsync(new() { HttpContext = Context, ProblemDetails = Problem.Details(status, code, detail) });
    }
}

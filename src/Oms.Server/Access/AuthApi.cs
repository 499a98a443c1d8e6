using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Oms.Engine;
using Oms.Server.Problems;
using Oms.Server.Reading;
using Oms.Storage.Settings;
using Oms.Trading;

namespace Oms.Server.Access;

/// <summary>Signing in and out, and keys for programs.</summary>
internal static class AuthApi
{
    private const int NameLengthMax = 100;

    public static void MapAuth(this IEndpointRouteBuilder routes)
    {
        var auth = routes.MapGroup("/auth").WithTags("Access");
        auth.MapPost("/login", Login);
        auth.MapPost("/refresh", Refresh);
        auth.MapPost("/logout", Logout);
        auth.MapGet("/me", Me).RequireAuthorization(Policies.View);
        auth.MapGet("/api-keys", Keys).RequireAuthorization(Policies.View);
        auth.MapPost("/api-keys", CreateKey).RequireAuthorization(Policies.View);
        auth.MapDelete("/api-keys/{id:guid}", RevokeKey).RequireAuthorization(Policies.View);
    }

    private static async Task<Results<Ok<TokenAnswer>, ProblemHttpResult>> Login(
        LoginRequest request, HttpContext http, SignIn signIn, ITradingDesk desk, TimeProvider clock, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(request.Email)) return Problem.Invalid("FIELD_REQUIRED", "email is required", "email");
        if (string.IsNullOrEmpty(request.Password)) return Problem.Invalid("FIELD_REQUIRED", "password is required", "password");
        var address = http.Connection.RemoteIpAddress?.ToString();
        var result = await signIn.WithPasswordAsync(request.Email, request.Password, request.Totp, address, ct);
        if (result is SignInResult.Success success)
            await desk.AuditAsync(new(success.Caller.Actor, "SignedIn", success.Caller.Actor.Name, "", address), ct);
        return Answer(result, http, clock);
    }

    private static async Task<Results<Ok<TokenAnswer>, ProblemHttpResult>> Refresh(
        RefreshRequest request, HttpContext http, SignIn signIn, TimeProvider clock, CancellationToken ct) =>
        Answer(await signIn.WithRefreshTokenAsync(request.RefreshToken ?? "", ct), http, clock);

    private static async Task<NoContent> Logout(RefreshRequest request, SignIn signIn, CancellationToken ct)
    {
        await signIn.EndAsync(request.RefreshToken ?? "", ct);
        return TypedResults.NoContent();
    }

    private static Ok<MeAnswer> Me(Caller caller, ReferenceData reference) => TypedResults.Ok(new MeAnswer(
        caller.Actor.Name,
        caller.Actor.Name,
        caller.Firm.Value,
        caller.Roles,
        [.. reference.Accounts.Where(account => account.Firm == caller.Firm).Select(account => account.Id.Value).Order(StringComparer.Ordinal)]));

    private static async Task<Ok<PageAnswer<KeyResource>>> Keys(Caller caller, SettingsDb db, CancellationToken ct)
    {
        var owner = Guid.Parse(caller.UserId);
        var keys = await db.ApiKeys.AsNoTracking().Where(key => key.UserId == owner).ToListAsync(ct);
        return TypedResults.Ok(new PageAnswer<KeyResource>([.. keys.Select(key => KeyResource.From(key, null))], null));
    }

    // A key grants no more than its maker may do.
    private static async Task<Results<Created<KeyResource>, ProblemHttpResult>> CreateKey(
        CreateKeyRequest request, Caller caller, ApiKeys keys, ITradingDesk desk, HttpContext http, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(request.Name) || request.Name.Length > NameLengthMax)
            return Problem.Invalid("FIELD_REQUIRED", $"name is required, up to {NameLengthMax} characters", "name");
        var scopes = request.Scopes ?? [Policies.View];
        if (scopes.Length == 0 || scopes.Except(Policies.All).Any())
            return Problem.Invalid("FIELD_INVALID", $"scopes are of {string.Join(", ", Policies.All)}", "scopes");
        if (Policies.RolesOf(scopes).Except(caller.Roles).FirstOrDefault() is { } missing && missing != Roles.Viewer)
            return Problem.Result(StatusCodes.Status403Forbidden, "NOT_ALLOWED", $"you are no {missing} yourself", "scopes");
        var (stored, key) = await keys.CreateAsync(caller, request.Name, scopes, ct);
        var address = http.Connection.RemoteIpAddress?.ToString();
        await desk.AuditAsync(new(caller.Actor, "ApiKeyCreated", stored.Prefix, $"{stored.Name}: {stored.Scopes}", address), ct);
        return TypedResults.Created($"/api/v1/auth/api-keys/{stored.Id}", KeyResource.From(stored, key));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeKey(
        Guid id, Caller caller, SettingsDb db, ITradingDesk desk, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        var owner = Guid.Parse(caller.UserId);
        Instant? now = Instant.Now(clock);
        var revoked = await db.ApiKeys.Where(key => key.Id == id && key.UserId == owner && key.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(key => key.RevokedAt, now), ct);
        if (revoked == 0) return Problem.NotFound("UNKNOWN_API_KEY", $"no key {id} of yours is active");
        await desk.AuditAsync(new(caller.Actor, "ApiKeyRevoked", id.ToString(), "", http.Connection.RemoteIpAddress?.ToString()), ct);
        return TypedResults.NoContent();
    }

    private static Results<Ok<TokenAnswer>, ProblemHttpResult> Answer(SignInResult result, HttpContext http, TimeProvider clock)
    {
        switch (result)
        {
            case SignInResult.Success success:
                http.Response.Headers.CacheControl = "no-store";
                return TypedResults.Ok(new TokenAnswer(
                    success.AccessToken, success.RefreshToken, (int)AccessTokens.Lifetime.TotalSeconds));
            case SignInResult.TotpRequired:
                return Problem.Result(StatusCodes.Status401Unauthorized, "TOTP_REQUIRED", "send the code of the authenticator app too", "totp");
            case SignInResult.LockedOut locked:
                var wait = Math.Max(1, Math.Ceiling((locked.Until - clock.GetUtcNow()).TotalSeconds));
                http.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
                return Problem.Result(StatusCodes.Status429TooManyRequests, "TOO_MANY_ATTEMPTS", $"too many failures; try again in {wait} s");
            default:
                return Problem.Result(StatusCodes.Status401Unauthorized, "CREDENTIALS_INVALID", "email, password or token is wrong or expired");
        }
    }
}

internal sealed record LoginRequest(string? Email = null, string? Password = null, string? Totp = null);

internal sealed record RefreshRequest(string? RefreshToken = null);

/// <param name="ExpiresIn">Seconds that the access token lives.</param>
internal sealed record TokenAnswer(string AccessToken, string RefreshToken, int ExpiresIn);

internal sealed record MeAnswer(string Email, string Name, string Firm, IReadOnlyList<string> Roles, IReadOnlyList<string> Accounts);

internal sealed record CreateKeyRequest(string? Name = null, string[]? Scopes = null);

/// <param name="Key">The key itself, told only when it is made.</param>
internal sealed record KeyResource(
    Guid Id, string Name, string Prefix, IReadOnlyList<string> Scopes, Instant CreatedAt, Instant? ExpiresAt, Instant? RevokedAt, string? Key)
{
    public static KeyResource From(ApiKey key, string? text) =>
        new(key.Id, key.Name, key.Prefix, key.Scopes.Split(' '), key.CreatedAt, key.ExpiresAt, key.RevokedAt, text);
}

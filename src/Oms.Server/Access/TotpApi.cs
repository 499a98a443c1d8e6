using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Oms.Engine;
using Oms.Server.Problems;
using Oms.Storage.Settings;

namespace Oms.Server.Access;

/// <summary>The second factor: codes of an authenticator app (RFC 6238). It counts from the first right code on.</summary>
internal static class TotpApi
{
    private const string Issuer = "OMS Trading";

    public static void MapTotp(this IEndpointRouteBuilder routes)
    {
        var totp = routes.MapGroup("/auth/totp").WithTags("Access").RequireAuthorization(Policies.View);
        totp.MapPost("/", Begin);
        totp.MapPost("/confirm", Confirm);
        totp.MapDelete("/", End);
    }

    // A new secret each time; while the factor is on, it is ended first.
    private static async Task<Results<Ok<TotpSecret>, ProblemHttpResult>> Begin(Caller caller, UserManager<OmsUser> users, HttpResponse response)
    {
        if (await UserAsync(users, caller) is not { } user) return NoPerson();
        if (user.TwoFactorEnabled) return Problem.Result(StatusCodes.Status409Conflict, "TOTP_ACTIVE", "end the present one first");
        await users.ResetAuthenticatorKeyAsync(user);
        var secret = await users.GetAuthenticatorKeyAsync(user) ?? throw new InvalidOperationException($"user {user.Id} has no authenticator key");
        var name = UrlEncoder.Default.Encode(user.Email ?? user.Id.ToString());
        var issuer = UrlEncoder.Default.Encode(Issuer);
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new TotpSecret(secret, $"otpauth://totp/{issuer}:{name}?secret={secret}&issuer={issuer}&digits=6"));
    }

    private static Task<Results<NoContent, ProblemHttpResult>> Confirm(
        TotpCode request, Caller caller, UserManager<OmsUser> users, ITradingDesk desk, HttpContext http, CancellationToken ct) =>
        SetAsync(true, request.Code, caller, users, desk, http, ct);

    private static Task<Results<NoContent, ProblemHttpResult>> End(
        [Microsoft.AspNetCore.Mvc.FromBody] TotpCode request, Caller caller, UserManager<OmsUser> users, ITradingDesk desk, HttpContext http,
        CancellationToken ct) => SetAsync(false, request.Code, caller, users, desk, http, ct);

    private static async Task<Results<NoContent, ProblemHttpResult>> SetAsync(
        bool on, string? code, Caller caller, UserManager<OmsUser> users, ITradingDesk desk, HttpContext http, CancellationToken ct)
    {
        if (await UserAsync(users, caller) is not { } user) return NoPerson();
        if (!await users.VerifyTwoFactorTokenAsync(user, TokenOptions.DefaultAuthenticatorProvider, code ?? ""))
            return Problem.Invalid("TOTP_INVALID", "the code is wrong or too old", "code");
        await users.SetTwoFactorEnabledAsync(user, on);
        var address = http.Connection.RemoteIpAddress?.ToString();
        await desk.AuditAsync(new(caller.Actor, on ? "TotpEnabled" : "TotpDisabled", caller.Actor.Name, "", address), ct);
        return TypedResults.NoContent();
    }

    // A key acts for a person, but it is no person: it changes no factor.
    private static async Task<OmsUser?> UserAsync(UserManager<OmsUser> users, Caller caller) =>
        await users.FindByIdAsync(caller.UserId) is { } user && user.Email == caller.Actor.Name ? user : null;

    private static ProblemHttpResult NoPerson() =>
        Problem.Result(StatusCodes.Status403Forbidden, "NOT_ALLOWED", "only a person who signed in with a password has a second factor");
}

/// <param name="Uri">What an authenticator app reads as a QR code.</param>
internal sealed record TotpSecret(string Secret, string Uri);

internal sealed record TotpCode(string? Code = null);

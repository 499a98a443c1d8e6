using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Oms.Storage.Settings;
using Oms.Trading;

namespace Oms.Server.Access;

/// <summary>What signing in came to.</summary>
internal abstract record SignInResult
{
    private SignInResult() { }

    public sealed record Success(Caller Caller, string AccessToken, string RefreshToken) : SignInResult;

    /// <summary>Wrong in some part; which part is not told.</summary>
    public sealed record Refused : SignInResult;

    /// <summary>The password is right; a code of the authenticator app is wanted too.</summary>
    public sealed record TotpRequired : SignInResult;

    /// <summary>Too many failures; nothing is tried before <see cref="Until"/>.</summary>
    public sealed record LockedOut(DateTimeOffset Until) : SignInResult;
}

/// <summary>
/// Passwords for tokens, and refresh tokens for new ones. A refresh token is good once: one that comes a second time was stolen, by whoever
/// came first or second, and ends every session that grew out of the same sign-in.
/// </summary>
internal sealed class SignIn(
    UserManager<OmsUser> users, SettingsDb db, AccessTokens tokens, TimeProvider clock, ILogger<SignIn> logger)
{
    private static readonly TimeSpan RefreshLifetime = TimeSpan.FromDays(14);

    // Compared with when no user has the name, so that the answer takes as long as for a wrong password.
    private static readonly string DummyHash = new PasswordHasher<OmsUser>().HashPassword(new OmsUser(), "no one has this password");

    public async Task<SignInResult> WithPasswordAsync(string email, string password, string? totp, string? address, CancellationToken ct)
    {
        var user = await users.FindByEmailAsync(email);
        if (user is null)
        {
            users.PasswordHasher.VerifyHashedPassword(new OmsUser(), DummyHash, password);
            Log.SignInFailed(logger, email, address);
            return new SignInResult.Refused();
        }

        if (await users.IsLockedOutAsync(user)) return new SignInResult.LockedOut(user.LockoutEnd ?? clock.GetUtcNow());
        var isRight = !user.IsDisabled && await users.CheckPasswordAsync(user, password);
        if (isRight && user.TwoFactorEnabled && string.IsNullOrEmpty(totp)) return new SignInResult.TotpRequired();
        if (!isRight || user.TwoFactorEnabled && !await users.VerifyTwoFactorTokenAsync(user, TokenOptions.DefaultAuthenticatorProvider, totp ?? ""))
        {
            Log.SignInFailed(logger, email, address);
            await users.AccessFailedAsync(user);
            return await users.IsLockedOutAsync(user)
                ? new SignInResult.LockedOut(user.LockoutEnd ?? clock.GetUtcNow())
                : new SignInResult.Refused();
        }

        await users.ResetAccessFailedCountAsync(user);
        return await IssueAsync(user, Guid.NewGuid(), ct);
    }

    public async Task<SignInResult> WithRefreshTokenAsync(string refreshToken, CancellationToken ct)
    {
        var hash = Hash(refreshToken);
        var known = await db.RefreshTokens.FirstOrDefaultAsync(token => token.TokenHash == hash, ct);
        if (known is null || known.ExpiresAt <= Instant.Now(clock)) return new SignInResult.Refused();
        if (known.UsedAt is not null)
        {
            Log.RefreshTokenReused(logger, known.UserId);
            await EndFamilyAsync(known.FamilyId, ct);
            return new SignInResult.Refused();
        }

        // The condition makes two callers with the same token see each other: one of them changes no row.
        Instant? now = Instant.Now(clock);
        var used = await db.RefreshTokens.Where(token => token.Id == known.Id && token.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(token => token.UsedAt, now), ct);
        var user = await users.FindByIdAsync(known.UserId.ToString());
        if (used == 0 || user is null || user.IsDisabled) return new SignInResult.Refused();
        return await IssueAsync(user, known.FamilyId, ct);
    }

    public async Task EndAsync(string refreshToken, CancellationToken ct)
    {
        var hash = Hash(refreshToken);
        if (await db.RefreshTokens.FirstOrDefaultAsync(token => token.TokenHash == hash, ct) is { } known)
            await EndFamilyAsync(known.FamilyId, ct);
    }

    private Task EndFamilyAsync(Guid family, CancellationToken ct) =>
        db.RefreshTokens.Where(token => token.FamilyId == family).ExecuteDeleteAsync(ct);

    private async Task<SignInResult> IssueAsync(OmsUser user, Guid family, CancellationToken ct)
    {
        var refresh = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var now = clock.GetUtcNow();
        db.RefreshTokens.Add(new()
        {
            Id = Guid.CreateVersion7(now),
            UserId = user.Id,
            FamilyId = family,
            TokenHash = Hash(refresh),
            IssuedAt = Instant.From(now),
            ExpiresAt = Instant.From(now + RefreshLifetime),
        });
        await db.SaveChangesAsync(ct);
        var caller = new Caller(user.Id.ToString(), new(user.Email ?? user.Id.ToString(), user.Firm), [.. await users.GetRolesAsync(user)]);
        return new SignInResult.Success(caller, tokens.Issue(caller), refresh);
    }

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token)));
}

using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Oms.Server.Hosting;

namespace Oms.Server.Access;

/// <summary>Short-lived signed tokens (JWT, HS256): who the caller is, without a look into the database.</summary>
internal sealed class AccessTokens(SecretKeys keys, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private const string Issuer = "oms";
    private const string Audience = "oms-api";

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly SymmetricSecurityKey _key = new(keys.Jwt);

    public string Issue(Caller caller) => _handler.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Issuer,
        Audience = Audience,
        IssuedAt = clock.GetUtcNow().UtcDateTime,
        NotBefore = clock.GetUtcNow().UtcDateTime,
        Expires = clock.GetUtcNow().Add(Lifetime).UtcDateTime,
        Subject = new ClaimsIdentity(
        [
            new(Caller.IdClaim, caller.UserId),
            new(Caller.NameClaim, caller.Actor.Name),
            new(Caller.FirmClaim, caller.Firm.Value),
            .. caller.Roles.Select(role => new Claim(Caller.RoleClaim, role)),
        ]),
        SigningCredentials = new(_key, SecurityAlgorithms.HmacSha256),
    });

    /// <summary>The caller that a token names; null when it is forged, expired or not ours.</summary>
    public async Task<ClaimsPrincipal?> ReadAsync(string token)
    {
        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = Audience,
            IssuerSigningKey = _key,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            NameClaimType = Caller.NameClaim,
            RoleClaimType = Caller.RoleClaim,
            LifetimeValidator = (from, to, _, _) => clock.GetUtcNow().UtcDateTime is var now && from <= now && now < to,
        });
        return result.IsValid ? new ClaimsPrincipal(result.ClaimsIdentity) : null;
    }
}

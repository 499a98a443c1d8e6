using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Oms.Server.Hosting;
using Oms.Storage.Settings;
using Oms.Trading;

namespace Oms.Server.Access;

/// <summary>
/// Keys for programs, <c>oms_prefix_secret</c>. The database keeps a keyed hash, so that a stolen table opens nothing. Known keys are
/// remembered for a short while: a program that sends many orders is not looked up for each, and a revoked key ends within that time.
/// </summary>
internal sealed class ApiKeys(SecretKeys keys, IServiceScopeFactory scopes, TimeProvider clock)
{
    private const string Mark = "oms";
    private const int RememberedMax = 1000;
    private static readonly TimeSpan RememberedFor = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (ClaimsPrincipal Principal, Instant At)> _remembered = new(StringComparer.Ordinal);

    /// <summary>Makes a key. Its text is told this once and cannot be found again.</summary>
    public async Task<(ApiKey Stored, string Key)> CreateAsync(Caller owner, string name, IReadOnlyList<string> granted, CancellationToken ct)
    {
        var prefix = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        var key = $"{Mark}_{prefix}_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24))}";
        var stored = new ApiKey
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            UserId = Guid.Parse(owner.UserId),
            Firm = owner.Firm,
            Name = name,
            Prefix = prefix,
            KeyHash = Hash(key),
            Scopes = string.Join(' ', granted),
            CreatedAt = Instant.Now(clock),
        };
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SettingsDb>();
        db.ApiKeys.Add(stored);
        await db.SaveChangesAsync(ct);
        return (stored, key);
    }

    /// <summary>The caller that a key stands for; null when it is unknown, expired or revoked.</summary>
    public async Task<ClaimsPrincipal?> SignInAsync(string key, CancellationToken ct)
    {
        var hash = Hash(key);
        var now = Instant.Now(clock);
        if (_remembered.TryGetValue(hash, out var known) && now - known.At < RememberedFor) return known.Principal;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SettingsDb>();
        var stored = await db.ApiKeys.AsNoTracking().FirstOrDefaultAsync(candidate => candidate.KeyHash == hash, ct);
        if (stored is null || stored.RevokedAt is not null || stored.ExpiresAt <= now) return null;
        var principal = Principal(stored);
        if (_remembered.Count >= RememberedMax) _remembered.Clear();
        _remembered[hash] = (principal, now);
        return principal;
    }

    private static ClaimsPrincipal Principal(ApiKey key) => new(new ClaimsIdentity(
        [
            new(Caller.IdClaim, key.UserId.ToString()),
            new(Caller.NameClaim, $"key:{key.Name}"),
            new(Caller.FirmClaim, key.Firm.Value),
            .. Policies.RolesOf(key.Scopes.Split(' ')).Select(role => new Claim(Caller.RoleClaim, role)),
        ], Mark, Caller.NameClaim, Caller.RoleClaim));

    private string Hash(string key) => Convert.ToHexStringLower(HMACSHA256.HashData(keys.ApiKey, Encoding.UTF8.GetBytes(key)));
}

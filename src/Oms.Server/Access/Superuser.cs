using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Oms.Server.Bootstrap;
using Oms.Storage.Settings;
using Oms.Trading;

namespace Oms.Server.Access;

/// <summary>Makes the first user of a firm, with every role; more users with fewer roles come after.</summary>
internal sealed class Superuser(UserManager<OmsUser> users, RoleManager<IdentityRole<Guid>> roles, SettingsDb db, TimeProvider clock)
{
    public const string EmailDefault = "admin@example.com";

    public Task<bool> IsAnyUserAsync(CancellationToken ct) => db.Users.AnyAsync(ct);

    /// <summary>A password that nobody guesses and everybody can type.</summary>
    public static string NewPassword() => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 20);

    /// <returns>Why it was not created; empty when it was.</returns>
    public async Task<IReadOnlyList<string>> CreateAsync(string email, string password, CancellationToken ct)
    {
        var firm = FirstStart.Firm;
        if (!await db.Firms.AnyAsync(known => known.Id == firm, ct)) db.Firms.Add(new() { Id = firm, Name = "Demo" });
        await db.SaveChangesAsync(ct);
        foreach (var role in Roles.All)
        {
            if (!await roles.RoleExistsAsync(role)) await roles.CreateAsync(new(role));
        }

        var user = new OmsUser { UserName = email, Email = email, Name = "Admin", Firm = firm, CreatedAt = Instant.Now(clock) };
        var created = await users.CreateAsync(user, password);
        if (created.Succeeded) created = await users.AddToRolesAsync(user, Roles.All);
        return [.. created.Errors.Select(error => error.Description)];
    }
}

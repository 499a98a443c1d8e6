using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Oms.Storage.Settings;
using Oms.Trading;

namespace Oms.Storage.Tests.Settings;

/// <summary>What the settings keep on every database.</summary>
public abstract class SettingsContract : IAsyncLifetime
{
    private static readonly FirmId Demo = new("demo");
    private static readonly Instant Now = new(1_772_461_800_123_456);

    private ServiceProvider? _services;

    private ServiceProvider Services => _services ?? throw new InvalidOperationException("not set up");

    private protected abstract ValueTask<DatabaseUrl> CreateAsync();

    public async ValueTask InitializeAsync()
    {
        var url = await CreateAsync();
        var services = new ServiceCollection().AddLogging().AddSettings(url);
        services.AddIdentityCore<OmsUser>().AddRoles<IdentityRole<Guid>>().AddEntityFrameworkStores<SettingsDb>();
        _services = services.BuildServiceProvider();
        await _services.MigrateSettingsAsync(default);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Migrations_lead_to_the_model_and_are_harmless_twice()
    {
        await Services.MigrateSettingsAsync(default);

        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SettingsDb>();
        Assert.False(db.Database.HasPendingModelChanges());
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        Assert.Empty(await db.Users.ToListAsync());
    }

    [Fact]
    public async Task A_user_with_firm_and_role_comes_back()
    {
        var lockout = Now.ToDateTimeOffset().AddHours(1);
        await using (var scope = Services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<SettingsDb>().Firms.Add(new() { Id = Demo, Name = "Demo Trading" });
            await scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole<Guid>>>().CreateAsync(new("RiskManager"));
            var users = scope.ServiceProvider.GetRequiredService<UserManager<OmsUser>>();
            var created = await users.CreateAsync(User("ann@example.com", lockout), "Correct-Horse-7");
            Assert.True(created.Succeeded, created.ToString());
            var user = await users.FindByEmailAsync("ANN@example.com");
            Assert.True((await users.AddToRoleAsync(user ?? throw new InvalidOperationException(), "RiskManager")).Succeeded);
        }

        await using var later = Services.CreateAsyncScope();
        var manager = later.ServiceProvider.GetRequiredService<UserManager<OmsUser>>();
        var read = await manager.FindByEmailAsync("ann@example.com");
        Assert.NotNull(read);
        Assert.Equal((Demo, "Ann", Now, lockout), (read.Firm, read.Name, read.CreatedAt, read.LockoutEnd));
        Assert.Equal(["RiskManager"], await manager.GetRolesAsync(read));
        Assert.True(await manager.CheckPasswordAsync(read, "Correct-Horse-7"));
    }

    [Fact]
    public async Task Nobody_belongs_to_a_firm_that_is_not_there()
    {
        await using var scope = Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<OmsUser>>();

        await Assert.ThrowsAsync<DbUpdateException>(() => users.CreateAsync(User("bob@example.com", null)));
    }

    [Fact]
    public async Task Tokens_and_keys_are_found_by_hash_and_time_and_go_with_their_user()
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SettingsDb>();
        var user = User("cat@example.com", null);
        db.Firms.Add(new() { Id = Demo, Name = "Demo" });
        db.Users.Add(user);
        for (var i = 0; i < 3; i++)
        {
            db.RefreshTokens.Add(new()
            {
                Id = Guid.NewGuid(),
                UserId = user.Id,
                TokenHash = $"hash {i}",
                IssuedAt = Now,
                ExpiresAt = new(Now.UnixMicros + i),
                FamilyId = Guid.NewGuid(),
            });
        }

        db.ApiKeys.Add(new()
        {
            Id = Guid.NewGuid(),
            UserId = user.Id,
            Firm = Demo,
            Name = "robot",
            Prefix = "oms_12",
            KeyHash = "k",
            Scopes = "orders:read orders:write",
            CreatedAt = Now,
            RevokedAt = Now,
        });
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();

        var alive = await db.RefreshTokens.Where(token => token.ExpiresAt > Now).OrderBy(token => token.ExpiresAt).ToListAsync();
        var key = await db.ApiKeys.SingleAsync(k => k.Prefix == "oms_12" && k.Firm == Demo);

        Assert.Equal(["hash 1", "hash 2"], alive.ConvertAll(token => token.TokenHash));
        Assert.Null(alive[0].UsedAt);
        Assert.Equal((Now, null, Now), (key.RevokedAt, key.ExpiresAt, key.CreatedAt));
        await db.Users.Where(u => u.Id == user.Id).ExecuteDeleteAsync();
        Assert.Equal((0, 0), (await db.RefreshTokens.CountAsync(), await db.ApiKeys.CountAsync()));
    }

    private static OmsUser User(string email, DateTimeOffset? lockout) => new()
    {
        Id = Guid.CreateVersion7(),
        UserName = email,
        Email = email,
        NormalizedUserName = email.ToUpperInvariant(),
        Firm = Demo,
        Name = "Ann",
        CreatedAt = Now,
        LockoutEnd = lockout,
    };
}

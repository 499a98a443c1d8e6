using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Oms.Storage.Jobs;
using Oms.Trading;

namespace Oms.Storage.Settings;

/// <summary>Firms, users and their ways in: what an administrator sets up and no order depends on.</summary>
public abstract class SettingsDb(DbContextOptions options) : IdentityDbContext<OmsUser, IdentityRole<Guid>, Guid>(options)
{
    public DbSet<Firm> Firms => Set<Firm>();
    public DbSet<RefreshToken> RefreshTokens => Set<RefreshToken>();
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();
    public DbSet<Schedule> Schedules => Set<Schedule>();
    public DbSet<JobRun> JobRuns => Set<JobRun>();
    public DbSet<JobAttempt> JobAttempts => Set<JobAttempt>();
    public DbSet<JobNode> JobNodes => Set<JobNode>();
    public DbSet<Report> Reports => Set<Report>();
    public DbSet<WebhookEndpoint> WebhookEndpoints => Set<WebhookEndpoint>();
    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();
    public DbSet<NotificationChannel> NotificationChannels => Set<NotificationChannel>();
    public DbSet<Notification> Notifications => Set<Notification>();

    // Fixed here, so that the tables do not depend on how a program configures Identity.
    protected override Version SchemaVersion => IdentitySchemaVersions.Version2;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Instant>().HaveConversion<InstantConverter>();
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<MicrosConverter>();
        configurationBuilder.Properties<FirmId>().HaveConversion<FirmIdConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<OmsUser>().ToTable("users").HasOne<Firm>().WithMany().HasForeignKey(user => user.Firm)
            .OnDelete(DeleteBehavior.Restrict);
        builder.Entity<IdentityRole<Guid>>().ToTable("roles");
        builder.Entity<IdentityUserRole<Guid>>().ToTable("user_roles");
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("user_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("user_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("user_tokens");
        builder.Entity<IdentityRoleClaim<Guid>>().ToTable("role_claims");
        builder.Entity<Firm>().ToTable("firms");
        builder.Entity<RefreshToken>(token =>
        {
            token.ToTable("refresh_tokens").HasIndex(t => t.TokenHash).IsUnique();
            token.HasIndex(t => t.FamilyId);
            token.HasOne<OmsUser>().WithMany().HasForeignKey(t => t.UserId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<ApiKey>(key =>
        {
            key.ToTable("api_keys").HasIndex(k => k.Prefix);
            key.HasIndex(k => k.KeyHash).IsUnique();
            key.HasOne<OmsUser>().WithMany().HasForeignKey(k => k.UserId).OnDelete(DeleteBehavior.Cascade);
            key.HasOne<Firm>().WithMany().HasForeignKey(k => k.Firm).OnDelete(DeleteBehavior.Restrict);
        });
        JobsModel.Configure(builder);
        SnakeCase.Apply(builder.Model);
    }

    private sealed class InstantConverter() : ValueConverter<Instant, long>(instant => instant.UnixMicros, micros => new(micros));

    private sealed class MicrosConverter()
        : ValueConverter<DateTimeOffset, long>(time => Instant.From(time).UnixMicros, micros => new Instant(micros).ToDateTimeOffset());

    private sealed class FirmIdConverter() : ValueConverter<FirmId, string>(firm => firm.Value, text => new(text));
}

/// <summary>The settings in a SQLite file of their own.</summary>
public sealed class SqliteSettingsDb(DbContextOptions<SqliteSettingsDb> options) : SettingsDb(options);

/// <summary>The settings in PostgreSQL, in a schema of their own.</summary>
public sealed class PostgresSettingsDb(DbContextOptions<PostgresSettingsDb> options) : SettingsDb(options)
{
    internal const string Schema = "settings";

    protected override void OnModelCreating(ModelBuilder builder)
    {
        builder.HasDefaultSchema(Schema);
        base.OnModelCreating(builder);
    }
}

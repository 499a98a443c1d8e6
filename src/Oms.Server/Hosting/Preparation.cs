using Oms.Server.Access;
using Oms.Storage;
using Oms.Storage.Settings;

namespace Oms.Server.Hosting;

/// <summary>What must be there before the program serves: a database that answers, the tables of this version, and someone who can sign in.</summary>
internal static class Preparation
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>Databases and programs start side by side, and either may be first.</summary>
    public static async Task WaitForDatabaseAsync(IServiceProvider services, CancellationToken ct)
    {
        var database = services.GetRequiredService<DatabaseUrl>();
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(Preparation));
        while (await database.WhyNoAnswerAsync(ct) is { } reason)
        {
            Log.DatabaseAwaited(logger, reason, RetryDelay);
            await Task.Delay(RetryDelay, services.GetRequiredService<TimeProvider>(), ct);
        }
    }

    /// <summary>In production tables are made by <c>oms migrate</c> alone, and only looked at here; elsewhere they are made here.</summary>
    /// <exception cref="SettingException">Tables of another version, or the superuser of the environment cannot be made.</exception>
    public static async Task RunAsync(IServiceProvider services, OmsSettings settings, CancellationToken ct)
    {
        var isUpToDate = await services.AreSettingsUpToDateAsync(ct); // Then nothing is asked of the database that needs a right to create.
        if (settings.IsProduction && !isUpToDate)
            throw new SettingException("DATABASE_URL", "names a database whose tables are not of this version: run `oms migrate` first");
        if (settings.IsProduction) return;
        if (!isUpToDate) await MigrateAsync(services, settings, ct);
        await CreateFirstUserAsync(services, settings, ct);
    }

    /// <summary>Tables, and the first user where the environment names a password for one.</summary>
    public static async Task MigrateAsync(IServiceProvider services, OmsSettings settings, CancellationToken ct)
    {
        await services.MigrateSettingsAsync(ct);
        await services.CreateStorageTablesAsync(ct);
        if (settings.SuperuserPassword is not null) await CreateFirstUserAsync(services, settings, ct);
    }

    private static async Task CreateFirstUserAsync(IServiceProvider services, OmsSettings settings, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var superuser = scope.ServiceProvider.GetRequiredService<Superuser>();
        if (await superuser.IsAnyUserAsync(ct)) return;
        var email = settings.SuperuserEmail ?? Superuser.EmailDefault;
        var password = settings.SuperuserPassword ?? Superuser.NewPassword();
        var faults = await superuser.CreateAsync(email, password, ct);
        if (faults.Count > 0 && await superuser.IsAnyUserAsync(ct)) return; // Another process was first.
        if (faults.Count > 0) throw new SettingException("SUPERUSER_PASSWORD", $"cannot be used: {string.Join(" ", faults)}");

        // The password is shown once and kept nowhere.
        Console.WriteLine($"First start: sign in as {email}"
            + (settings.SuperuserPassword is null ? $" with the password {password}  (shown this once)" : ""));
    }
}

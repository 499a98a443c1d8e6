using System.Net;
using Npgsql;
using Oms.Server.Hosting;
using Oms.Storage;

namespace Oms.Server.Deployment;

/// <summary>What is unsafe in a deployment, and what to do about it. Code is stable; severity says whether it may go live like that.</summary>
internal sealed record Finding(FindingSeverity Severity, string Code, string Detail);

internal enum FindingSeverity { Error, Warning }

/// <summary>Looks at the settings of a process that is to be deployed, without starting it.</summary>
internal static class DeploymentCheck
{
    private const int PasswordLengthMin = 16;

    private static readonly string[] Secrets =
    [
        "SECRET_KEY", "JWT_SECRET_KEY", "API_KEY_SECRET", "DATABASE_URL", "REDIS_URL", "MESSAGE_BROKER_URL", "SUPERUSER_PASSWORD", "FLOWER_PASSWORD",
    ];

    /// <param name="environment">Reads a variable as it is given, without following <c>_FILE</c>.</param>
    public static IEnumerable<Finding> Check(OmsSettings settings, Func<string, string?> environment) =>
        [.. Keys(settings), .. Database(settings), .. Exposure(settings, environment), .. Places(settings, environment)];

    private static IEnumerable<Finding> Keys(OmsSettings settings)
    {
        if (!settings.IsProduction) yield return new(FindingSeverity.Error, "NOT_PRODUCTION", "OMS_ENV is not production: keys are made up where they are missing, tables where they are old");
        if (settings.JwtKey is null) yield return new(FindingSeverity.Error, "KEY_MISSING", "JWT_SECRET_KEY is not set: sessions end with the data directory, and several processes do not know each other");
        if (settings.ApiKeySecret is null) yield return new(FindingSeverity.Error, "KEY_MISSING", "API_KEY_SECRET is not set: API keys are lost with the data directory");
        if (settings.JwtKey is { } jwt && jwt.Value == settings.ApiKeySecret?.Value)
            yield return new(FindingSeverity.Warning, "KEY_SHARED", "JWT_SECRET_KEY and API_KEY_SECRET are the same: one that leaks takes the other with it");
        if (WhyWeak(settings) is { } weak) yield return new(FindingSeverity.Error, "KEY_WEAK", weak);
    }

    private static string? WhyWeak(OmsSettings settings)
    {
        if (settings.JwtKey is null || settings.ApiKeySecret is null) return null;
        try
        {
            SecretKeys.From(settings);
            return null;
        }
        catch (SettingException e)
        {
            return e.Message;
        }
    }

    private static IEnumerable<Finding> Database(OmsSettings settings)
    {
        if (settings.Database is not DatabaseUrl.Postgres postgres)
        {
            yield return new(FindingSeverity.Error, "DATABASE_EMBEDDED", "DATABASE_URL names no PostgreSQL: SQLite serves one process on one machine, and has no copy elsewhere");
            yield break;
        }

        var parts = new NpgsqlConnectionStringBuilder(postgres.ConnectionString);
        if ((parts.Password ?? "").Length < PasswordLengthMin && parts.SslCertificate is null)
            yield return new(FindingSeverity.Error, "DATABASE_PASSWORD_WEAK", $"the password of {parts.Username} in DATABASE_URL has fewer than {PasswordLengthMin} characters");
        if (parts.Username is "postgres") yield return new(FindingSeverity.Error, "DATABASE_SUPERUSER", "DATABASE_URL signs in as postgres, who may change the journal: use a role of infra/postgres/10-roles.sh");
        if (parts.SslMode is SslMode.Prefer or SslMode.Allow or SslMode.Disable && parts.Host is { } host && host.Contains('.', StringComparison.Ordinal))
            yield return new(FindingSeverity.Warning, "DATABASE_IN_CLEAR", $"DATABASE_URL reaches {host} without asking for TLS: add ?sslmode=verify-full");
    }

    private static IEnumerable<Finding> Exposure(OmsSettings settings, Func<string, string?> environment)
    {
        if (settings.TrustedProxies.Any(IsEverybody)) yield return new(FindingSeverity.Error, "PROXIES_EVERYBODY", "OMS_TRUSTED_PROXIES believes everybody: any caller may pretend any address");
        if (settings.MetricsReaders.Any(IsEverybody)) yield return new(FindingSeverity.Error, "METRICS_EVERYBODY", "OMS_METRICS_FROM lets everybody read the figures of the desk");
        if (!IPAddress.IsLoopback(settings.WebAddress) && settings.TrustedProxies.Count == 0)
            yield return new(FindingSeverity.Warning, "NO_PROXY", "web listens to other machines and no proxy is named in OMS_TRUSTED_PROXIES: where does TLS end, and whose address is in the audit?");
        if (settings.MessageBroker is { Password: null }) yield return new(FindingSeverity.Warning, "REDIS_OPEN", "MESSAGE_BROKER_URL has no password: who reaches Redis reads the prices and rings the bells");
        if (settings.BrokerHost is null && !HasEngineElsewhere(environment)) yield return new(FindingSeverity.Warning, "NO_BROKER", "IB_HOST is not set: oms run would trade on a paper gateway of its own");
    }

    // Then broker and first user are the business of other processes, and are looked at there.
    private static bool HasEngineElsewhere(Func<string, string?> environment) => environment("OMS_ENGINE_URL") is { Length: > 0 };

    private static IEnumerable<Finding> Places(OmsSettings settings, Func<string, string?> environment)
    {
        foreach (var name in Secrets.Where(name => environment(name) is { Length: > 0 }))
            yield return new(FindingSeverity.Warning, "SECRET_IN_ENVIRONMENT", $"{name} is in the environment, where inspections and crash reports show it: give {name}_FILE");
        if (settings.SuperuserEmail is "admin@example.com" || settings.SuperuserEmail is null && !HasEngineElsewhere(environment))
            yield return new(FindingSeverity.Warning, "SUPERUSER_EXAMPLE", "SUPERUSER_EMAIL is the example's: give each person a user of their own");
        if (!OperatingSystem.IsWindows() && Directory.Exists(settings.DataDirectory)
            && (File.GetUnixFileMode(settings.DataDirectory) & (UnixFileMode.OtherWrite | UnixFileMode.GroupWrite)) != UnixFileMode.None)
            yield return new(FindingSeverity.Error, "DATA_OPEN", $"others may write to {settings.DataDirectory}");
    }

    private static bool IsEverybody(IPNetwork network) => network.PrefixLength == 0;
}

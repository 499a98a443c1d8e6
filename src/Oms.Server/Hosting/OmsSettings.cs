using System.Globalization;
using Oms.Storage;

namespace Oms.Server.Hosting;

/// <summary>What the environment says, read once and checked: a value that cannot be used stops the start and names its variable.</summary>
internal sealed record OmsSettings
{
    public required string DataDirectory { get; init; }
    public required int WebPort { get; init; }
    public required string WebAddress { get; init; }
    public required int PaperPort { get; init; }

    /// <summary>The HTTP port of the paper gateway; null leaves it off.</summary>
    public required int? PaperStatusPort { get; init; }

    /// <summary>Where the paper gateway listens; null is the loopback of both kinds.</summary>
    public required string? PaperAddress { get; init; }
    public required int Shard { get; init; }
    public required bool IsProduction { get; init; }
    public required DatabaseUrl Database { get; init; }

    /// <summary>The broker's host; null means that the program starts a paper gateway of its own.</summary>
    public required string? BrokerHost { get; init; }
    public required int BrokerPort { get; init; }
    public required int BrokerClientId { get; init; }
    public required string Account { get; init; }
    public required string? SuperuserEmail { get; init; }
    public required string? SuperuserPassword { get; init; }

    /// <summary>Keys given by the environment; null where one is to be generated and kept under the data directory.</summary>
    public required string? JwtKey { get; init; }
    public required string? ApiKeySecret { get; init; }

    /// <exception cref="SettingException">A variable has a value that cannot be used.</exception>
    public static OmsSettings FromEnvironment(Func<string, string?>? read = null)
    {
        string? Read(string name) => (read ?? Environment.GetEnvironmentVariable)(name) is { Length: > 0 } value ? value : null;
        int Port(string name, int fallback) => Number(Read, name, fallback, 0, 65535);

        var data = Path.GetFullPath(Read("OMS_DATA_DIR") ?? "data");
        var paperPort = Port("OMS_PAPER_PORT", 7497);
        var brokerHost = Read("IB_HOST");
        return new()
        {
            DataDirectory = data,
            WebPort = Port("OMS_WEB_PORT", 8000),
            WebAddress = Read("OMS_WEB_ADDRESS") ?? "127.0.0.1",
            PaperPort = paperPort,
            PaperStatusPort = Read("OMS_PAPER_STATUS_PORT") is null ? null : Port("OMS_PAPER_STATUS_PORT", 0),
            PaperAddress = Read("OMS_ADDRESS"),
            Shard = Number(Read, "OMS_SHARD", 0, 0, 1023),
            IsProduction = Read("OMS_ENV") == "production",
            Database = DatabaseOf(Read("DATABASE_URL"), data),
            BrokerHost = brokerHost,
            BrokerPort = brokerHost is null ? paperPort : Port("IB_PORT", 7497),
            BrokerClientId = Number(Read, "IB_CLIENT_ID", 1, 0, 999_999),
            Account = Read("IB_ACCOUNT") ?? "DU123456",
            SuperuserEmail = Read("SUPERUSER_EMAIL"),
            SuperuserPassword = Read("SUPERUSER_PASSWORD"),
            JwtKey = Read("JWT_SECRET_KEY") ?? Read("SECRET_KEY"),
            ApiKeySecret = Read("API_KEY_SECRET") ?? Read("SECRET_KEY"),
        };
    }

    private static DatabaseUrl DatabaseOf(string? url, string data)
    {
        try
        {
            return url is null ? new DatabaseUrl.Sqlite(data) : DatabaseUrl.Parse(url);
        }
        catch (FormatException e)
        {
            throw new SettingException("DATABASE_URL", $"cannot be used: {e.Message}");
        }
    }

    private static int Number(Func<string, string?> read, string name, int fallback, int min, int max)
    {
        if (read(name) is not { } text) return fallback;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw new SettingException(name, $"is a whole number from {min} to {max}, not '{text}'");
    }
}

/// <summary>A variable of the environment that cannot be used.</summary>
internal sealed class SettingException(string name, string fault) : Exception($"{name} {fault}");

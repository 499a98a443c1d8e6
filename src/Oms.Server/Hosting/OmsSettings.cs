using System.Net;
using Oms.Server.Jobs;
using Oms.Server.Messaging;
using Oms.Storage;

namespace Oms.Server.Hosting;

/// <summary>What the environment says, read once and checked: a value that cannot be used stops the start and names its variable.</summary>
internal sealed record OmsSettings
{
    public required string DataDirectory { get; init; }
    public required int WebPort { get; init; }
    public required IPAddress WebAddress { get; init; }

    /// <summary>Where every role but web listens.</summary>
    public required IPAddress Address { get; init; }
    public required int EnginePort { get; init; }

    /// <summary>Where a process without an engine finds that of its shard.</summary>
    public required Uri EngineUrl { get; init; }

    /// <summary>Redis for wake-ups between processes; null keeps them within the process.</summary>
    public required RedisUrl? MessageBroker { get; init; }

    /// <summary>Proxies whose word about a caller's address is taken.</summary>
    public required IReadOnlyList<IPNetwork> TrustedProxies { get; init; }

    /// <summary>Who may read metrics without a sign-in, beside this machine itself.</summary>
    public required IReadOnlyList<IPNetwork> MetricsReaders { get; init; }
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
    public required GivenKey? JwtKey { get; init; }
    public required GivenKey? ApiKeySecret { get; init; }

    /// <summary>Background work.</summary>
    public required JobSettings Jobs { get; init; }

    /// <exception cref="SettingException">A variable has a value that cannot be used.</exception>
    public static OmsSettings FromEnvironment(Func<string, string?>? read = null)
    {
        var variables = new Variables(read ?? Environment.GetEnvironmentVariable);
        var Read = variables.Read;
        int Port(string name, int fallback) => variables.Number(name, fallback, 0, 65535);

        var data = Path.GetFullPath(Read("OMS_DATA_DIR") ?? "data");
        var paperPort = Port("OMS_PAPER_PORT", 7497);
        var brokerHost = Read("IB_HOST");
        var enginePort = Port("OMS_ENGINE_PORT", 8001);
        var shard = variables.Number("OMS_SHARD", 0, 0, 1023);
        return new()
        {
            DataDirectory = data,
            WebPort = Port("OMS_WEB_PORT", 8000),
            WebAddress = variables.Address("OMS_WEB_ADDRESS"),
            Address = variables.Address("OMS_ADDRESS"),
            EnginePort = enginePort,
            EngineUrl = variables.EngineUrl("OMS_ENGINE_URL", shard) ?? new Uri($"http://127.0.0.1:{enginePort}/"),
            MessageBroker = variables.Redis("MESSAGE_BROKER_URL"),
            TrustedProxies = variables.Networks("OMS_TRUSTED_PROXIES"),
            MetricsReaders = variables.Networks("OMS_METRICS_FROM"),
            PaperPort = paperPort,
            PaperStatusPort = Read("OMS_PAPER_STATUS_PORT") is null ? null : Port("OMS_PAPER_STATUS_PORT", 0),
            PaperAddress = Read("OMS_ADDRESS"),
            Shard = shard,
            IsProduction = Read("OMS_ENV") == "production",
            Database = DatabaseOf(Read("DATABASE_URL"), data),
            BrokerHost = brokerHost,
            BrokerPort = brokerHost is null ? paperPort : Port("IB_PORT", 7497),
            BrokerClientId = variables.Number("IB_CLIENT_ID", 1, 0, 999_999),
            Account = Read("IB_ACCOUNT") ?? "DU123456",
            SuperuserEmail = Read("SUPERUSER_EMAIL"),
            SuperuserPassword = Read("SUPERUSER_PASSWORD"),
            JwtKey = variables.Key("JWT_SECRET_KEY") ?? variables.Key("SECRET_KEY"),
            ApiKeySecret = variables.Key("API_KEY_SECRET") ?? variables.Key("SECRET_KEY"),
            Jobs = JobSettings.From(Read, variables.Number),
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
}

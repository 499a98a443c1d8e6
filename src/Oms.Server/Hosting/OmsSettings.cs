using System.Net;
using Oms.Engine.Reconciliation;
using Oms.Server.Jobs;
using Oms.Server.Messaging;
using Oms.Storage;
using Oms.Trading.Accounts;

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

    /// <summary>Where traces go; null collects none.</summary>
    public required Uri? TraceEndpoint { get; init; }

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

    /// <summary>The client id of the second, reading connection; null where there is none.</summary>
    public required int? WitnessClientId { get; init; }
    public required TradingMode TradingMode { get; init; }

    /// <summary>Between two comparisons with the broker.</summary>
    public required TimeSpan ReconcileInterval { get; init; }

    /// <summary>The broker's planned restarts; null where none are known.</summary>
    public required RestartSchedule? Restart { get; init; }
    public required string Account { get; init; }
    public required string? SuperuserEmail { get; init; }
    public required string? SuperuserPassword { get; init; }

    /// <summary>Keys given by the environment; null where one is to be generated and kept under the data directory.</summary>
    public required GivenKey? JwtKey { get; init; }
    public required GivenKey? ApiKeySecret { get; init; }

    /// <summary>The key that the journal's heads are signed with, as PEM; null makes one under the data directory.</summary>
    public required string? SigningKey { get; init; }

    /// <summary>A folder elsewhere for signed heads; null when there is none.</summary>
    public required string? HeadsDirectory { get; init; }
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
            TraceEndpoint = variables.Url("OTEL_EXPORTER_OTLP_ENDPOINT"),
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
            WitnessClientId = WitnessOf(variables),
            TradingMode = ModeOf(Read("TRADING_MODE")),
            ReconcileInterval = TimeSpan.FromSeconds(variables.Number("OMS_RECONCILE_SECONDS", 60, 1, 86_400)),
            Restart = BrokerRestart.From(variables),
            Account = Read("IB_ACCOUNT") ?? "DU123456",
            SuperuserEmail = Read("SUPERUSER_EMAIL"),
            SuperuserPassword = Read("SUPERUSER_PASSWORD"),
            JwtKey = variables.Key("JWT_SECRET_KEY") ?? variables.Key("SECRET_KEY"),
            ApiKeySecret = variables.Key("API_KEY_SECRET") ?? variables.Key("SECRET_KEY"),
            SigningKey = Read("OMS_SIGNING_KEY"),
            HeadsDirectory = Read("OMS_HEADS_DIR"),
            Jobs = JobSettings.From(Read, variables.Number),
        };
    }

    // The word off does without; IB knows client ids as whole numbers only.
    private static int? WitnessOf(Variables variables)
    {
        if (variables.Read("IB_WITNESS_CLIENT_ID") is "off") return null;
        var clientId = variables.Number("IB_CLIENT_ID", 1, 0, 999_999);
        var witness = variables.Number("IB_WITNESS_CLIENT_ID", clientId + 100, 0, 1_000_099);
        return witness != clientId ? witness : throw new SettingException("IB_WITNESS_CLIENT_ID", "is another id than IB_CLIENT_ID, or off");
    }

    private static TradingMode ModeOf(string? text) => text?.ToLowerInvariant() switch
    {
        null or "paper" => TradingMode.Paper,
        "live" => TradingMode.Live,
        _ => throw new SettingException("TRADING_MODE", $"is paper or live, not '{text}'"),
    };

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

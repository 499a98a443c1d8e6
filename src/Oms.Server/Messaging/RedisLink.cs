using StackExchange.Redis;

namespace Oms.Server.Messaging;

/// <summary>
/// One connection to Redis that comes and goes as Redis does. Nothing waits for it: while it is away, <see cref="Current"/> is null.
/// </summary>
internal sealed class RedisLink(RedisUrl url, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2);

    private ConnectionMultiplexer? _connection;

    /// <summary>The connection while it stands.</summary>
    public ConnectionMultiplexer? Current => _connection is { IsConnected: true } connection ? connection : null;

    /// <summary>Connects; from then on the library connects again by itself. Called until it is true.</summary>
    public async Task<bool> TryConnectAsync()
    {
        if (_connection is not null) return true;
        var options = new ConfigurationOptions
        {
            AbortOnConnectFail = false,
            ConnectTimeout = (int)AnswerWithin.TotalMilliseconds,
            SyncTimeout = (int)AnswerWithin.TotalMilliseconds,
            Password = url.Password,
            DefaultDatabase = url.Database,
        };
        options.EndPoints.Add(url.Host, url.Port);
        try
        {
            _connection = await ConnectionMultiplexer.ConnectAsync(options);

            // The library keeps two sockets, one for subscriptions; one line for both is enough.
            _connection.ConnectionFailed += (_, e) =>
            {
                if (e.ConnectionType is ConnectionType.Interactive) Log.RedisLost(logger, url.ToString(), e.FailureType.ToString());
            };
            _connection.ConnectionRestored += (_, e) =>
            {
                if (e.ConnectionType is ConnectionType.Interactive) Log.RedisBack(logger, url.ToString());
            };
            return true;
        }
        catch (RedisException e)
        {
            Log.RedisLost(logger, url.ToString(), e.Message);
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection) await connection.CloseAsync(allowCommandsToComplete: false);
    }
}

using System.Collections.Concurrent;
using StackExchange.Redis;

namespace Oms.Server.Messaging;

/// <summary>The bus over Redis publish and subscribe. While Redis is away messages are lost, which is allowed.</summary>
internal sealed class RedisBus(RedisUrl url, TimeProvider clock, ILogger<RedisBus> logger) : BackgroundService, IMessageBus
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly RedisLink _link = new(url, logger);
    private readonly ConcurrentQueue<(string Channel, Action<ReadOnlyMemory<byte>> Handler)> _wanted = new();

    public void Publish(string channel, ReadOnlyMemory<byte> message)
    {
        try
        {
            _link.Current?.GetSubscriber().Publish(channel, message.ToArray(), CommandFlags.FireAndForget);
        }
        catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException)
        {
            Log.RedisMessageLost(logger, channel, e.Message);
        }
    }

    public void Subscribe(string channel, Action<ReadOnlyMemory<byte>> handler) => _wanted.Enqueue((channel, handler));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(RetryDelay, clock);
        do
        {
            if (await _link.TryConnectAsync()) await SubscribeWantedAsync();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _link.DisposeAsync();
    }

    // A subscription once made is made again by the library after each reconnect; until then it is tried here.
    private async Task SubscribeWantedAsync()
    {
        while (_link.Current is { } connection && _wanted.TryPeek(out var wanted))
        {
            try
            {
                await connection.GetSubscriber().SubscribeAsync(wanted.Channel, (_, value) => wanted.Handler((byte[])value));
                _wanted.TryDequeue(out _);
            }
            catch (Exception e) when (e is RedisException or TimeoutException or TaskCanceledException)
            {
                Log.RedisMessageLost(logger, wanted.Channel, e.Message);
                return;
            }
        }
    }
}

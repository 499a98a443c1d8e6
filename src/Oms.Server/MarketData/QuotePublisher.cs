using System.Text.Json;
using Oms.Engine;
using Oms.Server.Hosting;
using Oms.Server.Messaging;
using Oms.Server.Remote;

namespace Oms.Server.MarketData;

/// <summary>
/// Hands the engine's prices to the other processes, at most four times a second, each time all of them: whoever misses one has the next,
/// and a price that is no longer known is gone from it.
/// </summary>
internal sealed class QuotePublisher(QuoteBoard board, IMessageBus bus, OmsSettings settings, TimeProvider clock) : BackgroundService
{
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    /// <summary>Said this often even when nothing changed, so that silence means trouble.</summary>
    public static readonly TimeSpan QuietMax = TimeSpan.FromSeconds(1);

    public static string Channel(int shard) => $"oms:quotes:{shard}";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (bus is InProcessBus) return; // Who is in this process reads the board itself.
        using var timer = new PeriodicTimer(Period, clock);
        var (version, said) = (-1L, 0L);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (board.Version == version && clock.GetElapsedTime(said) < QuietMax) continue;
            (version, said) = (board.Version, clock.GetTimestamp());
            bus.Publish(Channel(settings.Shard), JsonSerializer.SerializeToUtf8Bytes(board.Snapshot(), DeskJson.Options));
        }
    }
}

using System.Text.Json;
using Oms.Engine;
using Oms.Server.Hosting;
using Oms.Server.Messaging;
using Oms.Server.Remote;

namespace Oms.Server.MarketData;

/// <summary>
/// Keeps this process's board like that of the engine elsewhere: by the bus, and when that is silent by asking. When neither answers the
/// prices stay as they were and grow old, which every one of them shows.
/// </summary>
internal sealed class QuoteReceiver(
    QuoteBoard board, IMessageBus bus, ITradingDesk desk, OmsSettings settings, TimeProvider clock, ILogger<QuoteReceiver> logger) : BackgroundService
{
    private static readonly TimeSpan AskPeriod = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan SilenceMax = 2 * QuotePublisher.QuietMax;

    private long _heard;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        bus.Subscribe(QuotePublisher.Channel(settings.Shard), Hear);
        using var timer = new PeriodicTimer(AskPeriod, clock);
        do
        {
            var heard = Volatile.Read(ref _heard);
            if (heard != 0 && clock.GetElapsedTime(heard) < SilenceMax) continue;
            if (await desk.QuotesAsync(stoppingToken) is { } snapshot) board.Become(snapshot);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Hear(ReadOnlyMemory<byte> message)
    {
        try
        {
            if (JsonSerializer.Deserialize<QuoteSnapshot>(message.Span, DeskJson.Options) is not { } snapshot) return;
            board.Become(snapshot);
            Volatile.Write(ref _heard, clock.GetTimestamp());
        }
        catch (JsonException e)
        {
            Log.QuotesUnreadable(logger, e.Message); // Of an engine of another version; asking it will tell.
        }
    }
}

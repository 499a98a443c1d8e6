using System.Buffers.Binary;
using Oms.Server.Hosting;
using Oms.Storage.ReadModel;

namespace Oms.Server.Messaging;

/// <summary>Tells the other processes how far the read model of a shard has come, so that they need not wait for their own next look.</summary>
internal static class WakeUps
{
    private static string Channel(int shard) => $"oms:read:{shard}";

    /// <summary>Beside the engine.</summary>
    internal sealed class Sender(ReadModelProgress progress, IMessageBus bus, OmsSettings settings) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            while (true)
            {
                var seq = progress.Checkpoint;
                var message = new byte[sizeof(long)];
                BinaryPrimitives.WriteInt64BigEndian(message, seq);
                bus.Publish(Channel(settings.Shard), message);
                await progress.WaitPastAsync(seq, stoppingToken);
            }
        }
    }

    /// <summary>In a process without the engine. What the message says does not matter: the database is looked at.</summary>
    internal sealed class Receiver(ReadModelProgress progress, IMessageBus bus, OmsSettings settings) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            bus.Subscribe(Channel(settings.Shard), _ => progress.Nudge());
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Oms.Server.Messaging;

/// <summary>The bus of a process that is alone.</summary>
internal sealed class InProcessBus : IMessageBus
{
    private readonly ConcurrentDictionary<string, ImmutableArray<Action<ReadOnlyMemory<byte>>>> _handlers = new(StringComparer.Ordinal);

    public void Publish(string channel, ReadOnlyMemory<byte> message)
    {
        foreach (var handler in _handlers.GetValueOrDefault(channel, [])) handler(message);
    }

    public void Subscribe(string channel, Action<ReadOnlyMemory<byte>> handler) =>
        _handlers.AddOrUpdate(channel, [handler], (_, known) => known.Add(handler));
}

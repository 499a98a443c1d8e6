namespace Oms.Server.Messaging;

/// <summary>
/// Short messages between processes, to whoever listens just now. One may be lost, come late or come twice: it says that there is something
/// to look at, and nobody relies on hearing it.
/// </summary>
internal interface IMessageBus
{
    /// <summary>Never waits and never fails.</summary>
    void Publish(string channel, ReadOnlyMemory<byte> message);

    /// <summary>Handlers are quick and do not throw; they are called on any thread.</summary>
    void Subscribe(string channel, Action<ReadOnlyMemory<byte>> handler);
}

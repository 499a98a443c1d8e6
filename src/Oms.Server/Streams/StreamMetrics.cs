using System.Diagnostics.Metrics;

namespace Oms.Server.Streams;

/// <summary>How many clients follow.</summary>
internal sealed class StreamMetrics : IDisposable
{
    private readonly Meter _meter = new("Oms.Server");
    private readonly UpDownCounter<int> _clients;

    public StreamMetrics() => _clients = _meter.CreateUpDownCounter<int>("oms_stream_clients", description: "Open event streams");

    public IDisposable Opened()
    {
        _clients.Add(1);
        return new Closing(_clients);
    }

    public void Dispose() => _meter.Dispose();

    private sealed class Closing(UpDownCounter<int> clients) : IDisposable
    {
        public void Dispose() => clients.Add(-1);
    }
}

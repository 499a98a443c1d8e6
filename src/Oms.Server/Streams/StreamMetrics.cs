using System.Diagnostics.Metrics;

namespace Oms.Server.Streams;

/// <summary>How many clients follow; nobody is a figure too, from the start.</summary>
internal sealed class StreamMetrics : IDisposable
{
    private readonly Meter _meter = new("Oms.Server");
    private int _clients;

    public StreamMetrics() =>
        _meter.CreateObservableUpDownCounter("oms_stream_clients", () => Volatile.Read(ref _clients), description: "Open event streams");

    public IDisposable Opened()
    {
        Interlocked.Increment(ref _clients);
        return new Closing(this);
    }

    public void Dispose() => _meter.Dispose();

    private sealed class Closing(StreamMetrics metrics) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref metrics._clients);
    }
}

using System.Diagnostics.Metrics;
using Oms.Engine;
using Oms.Trading;

namespace Oms.Server.Metrics;

/// <summary>How the broker link and the prices stand.</summary>
internal sealed class EngineGauges : IHostedService, IDisposable
{
    // A price is called old where the API calls it stale.
    private static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(30);

    private readonly Meter _meter = new("Oms.Server");

    public EngineGauges(IBroker broker, QuoteBoard board, TimeProvider clock)
    {
        _meter.CreateObservableGauge("oms_broker_ready", () => broker.Status.State.ToString() == "Ready" ? 1 : 0,
            description: "1 while the link to the broker is in step");
        _meter.CreateObservableGauge("oms_broker_sends_waiting", () => broker.Status.SendsWaiting, description: "Requests that wait for the broker's pace");
        _meter.CreateObservableGauge("oms_broker_send_age_seconds", () => broker.Status.OldestSendAge.TotalSeconds, "s",
            "How long the oldest of them has waited");
        _meter.CreateObservableGauge("oms_broker_connect_attempts", () => broker.Status.Attempts, description: "Attempts since the link was last up");
        _meter.CreateObservableGauge("oms_quotes", () => board.All.Count(), description: "Instruments with a price");
        _meter.CreateObservableGauge("oms_quotes_stale", () => Ages(board, clock).Count(age => age > StaleAfter), description: "Prices that are too old");
        _meter.CreateObservableGauge("oms_quote_age_seconds", () => Ages(board, clock).Select(age => age.TotalSeconds).DefaultIfEmpty(0).Max(), "s",
            "Age of the oldest price");
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<TimeSpan> Ages(QuoteBoard board, TimeProvider clock)
    {
        var now = Instant.Now(clock);
        return board.All.Select(pair => now - pair.Value.Quote.At);
    }
}

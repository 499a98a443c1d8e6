using Oms.PaperGateway.Books;
using Oms.PaperGateway.Sessions;

namespace Oms.PaperGateway.Faults;

/// <summary>
/// What a test or an operator may do to a running gateway behind the backs of its clients. Every call returns when its
/// effects are in the books and on their way to the clients; one that names something that is not there throws
/// <see cref="ArgumentException"/>.
/// </summary>
public sealed class GatewayControl
{
    private readonly GatewayLoop loop;

    internal GatewayControl(GatewayLoop loop) => this.loop = loop;

    public Task DoAsync(Intervention intervention, CancellationToken ct) =>
        loop.CallAsync(now => loop.Interventions.Do(intervention, now), ct);

    /// <summary>Takes up a script: lines without a time are done now, the others when their time comes.</summary>
    public Task RunAsync(FaultScript script, CancellationToken ct) => loop.CallAsync(now => loop.Start(script, now), ct);

    public Task PlanAsync(Fault fault, CancellationToken ct) => DoAsync(new Intervention.Plan(fault), ct);

    public Task ClearFaultsAsync(CancellationToken ct) => DoAsync(new Intervention.Clear(), ct);

    public async Task<IReadOnlyList<Fault>> ReadFaultsAsync(CancellationToken ct)
    {
        IReadOnlyList<Fault> planned = [];
        await loop.CallAsync(_ => planned = [.. loop.Faults.Planned], ct);
        return planned;
    }

    /// <summary>Moves a virtual clock on; returns when everything that happens meanwhile has been told.</summary>
    public Task AdvanceAsync(TimeSpan by, CancellationToken ct) => loop.AdvanceAsync(by, ct);

    public Task MoveMarketAsync(string symbol, decimal price, CancellationToken ct) =>
        DoAsync(new Intervention.MoveMarket(symbol, price), ct);

    public Task CorrectExecutionAsync(string execId, decimal quantity, decimal price, CancellationToken ct) =>
        DoAsync(new Intervention.Correct(execId, quantity, price), ct);

    public Task FillElsewhereAsync(
        string account, string symbol, decimal quantity, decimal price, CancellationToken ct) =>
        DoAsync(new Intervention.FillElsewhere(symbol, quantity, price, account), ct);

    public Task NotifyAsync(int code, string text, CancellationToken ct) =>
        DoAsync(new Intervention.Notify(code, text), ct);

    public Task DisconnectAsync(int? clientId, CancellationToken ct) =>
        DoAsync(new Intervention.Disconnect(clientId), ct);

    public async Task<PaperBooks> ReadBooksAsync(CancellationToken ct)
    {
        PaperBooks? books = null;
        await loop.CallAsync(now => books = PaperBooks.Of(loop.Broker, now), ct);
        return books!; // CallAsync returns when the action has run, or throws.
    }

    /// <summary>How many clients are connected.</summary>
    public async Task<int> CountClientsAsync(CancellationToken ct)
    {
        var count = 0;
        await loop.CallAsync(_ => count = loop.Sessions.All.Count(s => s.ClientId is not null), ct);
        return count;
    }
}

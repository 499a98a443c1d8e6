using Oms.Trading;
using Oms.Trading.Broker;
using Oms.Trading.Risk;

namespace Oms.Engine;

/// <summary>The desk beside its engine. It adds what a decision needs to know, queues, and awaits the answer.</summary>
public sealed class TradingDesk(
    Sequencer sequencer, QuoteBoard quotes, ReferenceData reference, IBroker broker, TimeProvider clock) : ITradingDesk
{
    private static readonly Denial Busy = new("DESK_BUSY", "too many commands wait; nothing was done, try again");

    // The caller may give up waiting; the command stays in the line, and its clOrdId finds it again.
    public async Task<Answer> SubmitAsync(DeskRequest request, CancellationToken ct) =>
        sequencer.TrySubmit(Complete(request), out var answer)
            ? await answer.WaitAsync(ct)
            : new(new Decision.Denied(sequencer.StopReason is { } reason ? new Denial("ENGINE_STOPPED", reason) : Busy), 0);

    public Task<DeskStatus> StatusAsync(CancellationToken ct) => Task.FromResult(new DeskStatus(sequencer.StopReason, broker.Status));

    public Task<QuoteSnapshot?> QuotesAsync(CancellationToken ct) => Task.FromResult<QuoteSnapshot?>(quotes.Snapshot());

    public async Task<Denial?> ControlAsync(LinkControl control, CancellationToken ct)
    {
        if (control is LinkControl.Synchronize && !broker.Status.State.IsInStep())
            return new("BROKER_NOT_CONNECTED", "the link is not up; it reads everything when it comes up");
        if (control is LinkControl.Synchronize) await broker.SynchronizeAsync(ct);
        else await broker.ReconnectAsync(ct);
        return null;
    }

    private Command Complete(DeskRequest request) => request.Command switch
    {
        Command.PlaceOrder place => place with { Id = new(NewId()), Market = MarketFor(request) },
        Command.PlaceList place => place with
        {
            Id = new(NewId()),
            Orders = [.. place.Orders.Select(order => order with { Id = new(NewId()) })],
            Market = MarketFor(request),
        },
        Command.PreviewOrder preview => preview with { Market = MarketFor(request) },
        Command.ReplaceOrder replace => replace with { Market = MarketFor(request) },
        var other => other,
    };

    private string NewId() => Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");

    // The prices that a decision about this account and symbol would use now.
    private MarketView MarketFor(DeskRequest request) =>
        request.Symbol is { } symbol && request.Account is { } account
        && reference.Find(symbol) is { } instrument && reference.Find(account) is { } known
            ? new(quotes.Find(symbol), quotes.Rate(instrument.Currency, known.Currency))
            : MarketView.Unknown;
}

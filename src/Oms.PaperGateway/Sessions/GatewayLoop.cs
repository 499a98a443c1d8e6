using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Oms.PaperGateway.Books;
using Oms.PaperGateway.Faults;
using Oms.PaperGateway.Market;
using Oms.Tws;
using Oms.Tws.Requests;

namespace Oms.PaperGateway.Sessions;

/// <summary>
/// The only place where the books change. Inputs wait in one bounded channel; what waits together is journaled
/// together, and only then told.
/// </summary>
internal sealed class GatewayLoop
{
    private const int InboxMax = 10_000;
    private const int BatchMax = 256;
    private const int BacklogMax = 1_000;
    private const int BacklogWaitsMax = 1_000;
    private static readonly TimeSpan backlogWait = TimeSpan.FromMilliseconds(2);

    /// <summary>How far a virtual clock goes before clients are heard again.</summary>
    private static readonly TimeSpan advanceStep = TimeSpan.FromSeconds(5);

    private readonly Channel<GatewayInput> inbox =
        Channel.CreateBounded<GatewayInput>(new BoundedChannelOptions(InboxMax) { SingleReader = true });
    private readonly List<(ClientSession Session, TwsReply Reply)> outbox = [];
    private readonly Queue<GatewayInput.Advanced> advances = [];
    private readonly SessionDesk sessions;
    private TaskCompletionSource ownAdvance = Completed();
    private readonly PaperBroker broker;
    private readonly GatewayTime time;
    private readonly SessionSetup setup;
    private readonly FaultPlan faults;
    private readonly ScriptSchedule script;
    private readonly ILogger logger;

    public GatewayLoop(PaperBroker broker, GatewayTime time, SessionSetup setup, ILogger logger)
    {
        (this.broker, this.time, this.setup, this.logger) = (broker, time, setup, logger);
        faults = new FaultPlan(logger);
        sessions = new SessionDesk(broker, faults, setup, input => inbox.Writer.TryWrite(input), logger);
        Interventions = new Interventions(broker, sessions, faults);
        script = new ScriptSchedule(Interventions, logger);
    }

    public PaperBroker Broker => broker;
    public FaultPlan Faults => faults;
    public SessionDesk Sessions => sessions;
    public Interventions Interventions { get; }

    /// <summary>Takes up a script; called by the loop, or before it runs.</summary>
    public void Start(FaultScript lines, DateTimeOffset now) => script.Start(lines, now);

    public ClientSession NewSession(TwsServerConnection connection) =>
        new(connection, (session, reply) => outbox.Add((session, reply)));

    public ValueTask PostAsync(GatewayInput input, CancellationToken ct) => inbox.Writer.WriteAsync(input, ct);

    /// <summary>A tick that finds the queue full is skipped; the next one makes up for it.</summary>
    public void PostTick() => inbox.Writer.TryWrite(new GatewayInput.Ticked());

    /// <summary>Moves a virtual clock on, unless it is still on the way that it was sent last.</summary>
    public void PostAdvance(TimeSpan by)
    {
        if (!ownAdvance.Task.IsCompleted) return;
        ownAdvance = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!inbox.Writer.TryWrite(new GatewayInput.Advanced(by, ownAdvance))) ownAdvance.TrySetResult();
    }

    /// <summary>Runs an action where the books may be touched and waits until its effects are told.</summary>
    public async Task CallAsync(Action<DateTimeOffset> action, CancellationToken ct)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await PostAsync(new GatewayInput.Called(action, done), ct);
        await done.Task.WaitAsync(ct);
    }

    public async Task AdvanceAsync(TimeSpan by, CancellationToken ct)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await PostAsync(new GatewayInput.Advanced(by, done), ct);
        await done.Task.WaitAsync(ct);
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        List<GatewayInput> batch = new(BatchMax);
        while (advances.Count > 0 || await inbox.Reader.WaitToReadAsync(stopping))
        {
            stopping.ThrowIfCancellationRequested();
            if (advances.Count > 0) await ContinueAsync(stopping);
            while (batch.Count < BatchMax && inbox.Reader.TryRead(out var input))
            {
                Handle(input);
                batch.Add(input);
            }
            Deliver();
            foreach (var input in batch) Answer(input);
            batch.Clear();
        }
    }

    private void Handle(GatewayInput input)
    {
        var now = time.Now;
        try
        {
            Dispatch(input, now);
        }
        catch (Exception e)
        {
            // One bad request must not take the exchange down with it.
            Log.InputFailed(logger, input.GetType().Name, e);
            if (input is GatewayInput.Asked asked)
                asked.Session.Fail(IdOf(asked.Request), 320, $"Server error when processing a request: {e.Message}");
            if (input is GatewayInput.Called called) called.Done.TrySetException(e);
            if (input is GatewayInput.Advanced advanced) advanced.Done.TrySetException(e);
        }
        Tell();
    }

    private void Tell()
    {
        var reports = broker.TakeReports();
        sessions.Tell(reports);
        Interventions.CorrectAsPlanned(reports);
        sessions.Tell(broker.TakeReports());
    }

    // An order that nobody answers for would leave its client in doubt.
    private static int IdOf(TwsRequest request) => request is PlaceOrder order ? order.OrderId : -1;

    private void Dispatch(GatewayInput input, DateTimeOffset now)
    {
        switch (input)
        {
            case GatewayInput.Asked asked:
                sessions.Handle(asked, now);
                break;
            case GatewayInput.Ticked:
                Tick(now);
                break;
            case GatewayInput.Advanced advanced:
                if (!time.IsVirtual) throw new InvalidOperationException("only a virtual clock can be advanced");
                advances.Enqueue(advanced);
                break;
            case GatewayInput.Called called:
                called.Action(now);
                break;
            case GatewayInput.Arrived arrived:
                sessions.Add(arrived.Session);
                break;
            case GatewayInput.Left left:
                sessions.Remove(left.Session);
                break;
        }
    }

    private void Tick(DateTimeOffset now)
    {
        script.DoDue(now);
        broker.Advance(now);
        Tell();
        sessions.Publish(now);
    }

    // Time goes on in short stretches, so that what clients do on the way has its place in it.
    private async Task ContinueAsync(CancellationToken stopping)
    {
        var advance = advances.Dequeue();
        var stretch = advance.By < advanceStep ? advance.By : advanceStep;
        try
        {
            Advance(stretch);
        }
        catch (Exception e)
        {
            Log.InputFailed(logger, nameof(GatewayInput.Advanced), e);
            advance.Done.TrySetException(e);
            return;
        }
        Deliver();
        if (advance.By > stretch) advances.Enqueue(advance with { By = advance.By - stretch });
        else advance.Done.TrySetResult();
        await WaitForReadersAsync(stopping);
    }

    // A virtual day is over in seconds; clients get the time to read what happened, but not for ever.
    private async Task WaitForReadersAsync(CancellationToken stopping)
    {
        for (var i = 0; i < BacklogWaitsMax && sessions.All.Any(IsBehind); i++)
            await Task.Delay(backlogWait, setup.Clock, stopping);
    }

    private static TaskCompletionSource Completed()
    {
        var done = new TaskCompletionSource();
        done.SetResult();
        return done;
    }

    private static bool IsBehind(ClientSession session) =>
        session.Connection is { IsEnding: false, QueueDepth: > BacklogMax };

    // Every step of the way is made, so that the market takes the same course as on a real clock.
    private void Advance(TimeSpan by)
    {
        for (var left = by; left > TimeSpan.Zero;)
        {
            var step = left < InstrumentMarket.StepLength ? left : InstrumentMarket.StepLength;
            time.Advance(step);
            left -= step;
            Tick(time.Now);
        }
    }

    private void Deliver()
    {
        broker.Books.Commit();
        foreach (var (session, reply) in outbox) faults.Deliver(session, reply);
        outbox.Clear();
    }

    private static void Answer(GatewayInput input)
    {
        if (input is GatewayInput.Called called) called.Done.TrySetResult();
    }
}

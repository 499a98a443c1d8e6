using Oms.Storage.Jobs;

namespace Oms.Server.Jobs;

/// <summary>Why a run is stopped from outside.</summary>
internal enum StopReason { None, Canceled, TimeLimit, Shutdown, Fenced }

/// <summary>One attempt of a run in this process. Whatever the job does, the attempt ends: at its limit, or soon after it was told to stop.</summary>
internal sealed class RunExecution(JobRun run, JobDefinition? definition, IServiceScopeFactory scopes, TimeProvider clock) : IDisposable
{
    // How long a job that was told to stop may take to do so before it is left behind.
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _one = new();
    private StopReason _reason;
    private bool _isDisposed;

    public JobRun Run { get; } = run;
    public JobContext Context { get; } = new(run.Id, run.Attempt, run.RequestedBy, new RunLog(), clock);

    /// <summary>The job did not stop when told to; its thread is lost to this process until it ends by itself.</summary>
    public bool IsAbandoned { get; private set; }

    public void Stop(StopReason reason)
    {
        lock (_one)
        {
            if (_isDisposed || _reason is not StopReason.None) return;
            _reason = reason;
            _stop.Cancel();
        }
    }

    /// <param name="random">From 0 to below 1; spreads the next try.</param>
    public async Task<AttemptEnd> RunAsync(double random)
    {
        if (definition is null) return Failure(AttemptOutcome.Failed, $"this version of the program knows no job {Run.Job}", null);
        using var limit = new CancellationTokenSource(definition.TimeLimit, clock);
        await using var stopAtLimit = limit.Token.Register(() => Stop(StopReason.TimeLimit));
        var work = Task.Run(WorkAsync);
        var isDone = await Task.WhenAny(work, StoppedAsync()) == work;
        if (!isDone)
        {
            // It cannot be killed inside a process. What it throws one day is of no interest to anyone.
            IsAbandoned = true;
            _ = work.ContinueWith(task => task.Exception, TaskScheduler.Default);
            Context.Write("the job did not stop when told to, and was left behind");
        }

        return _reason switch
        {
            StopReason.Canceled => Failure(AttemptOutcome.Canceled, "canceled", null),
            StopReason.Shutdown => Failure(AttemptOutcome.Released, "its worker was told to stop", TimeSpan.Zero),
            StopReason.TimeLimit => Failure(AttemptOutcome.TimedOut, $"took longer than {definition.TimeLimit.TotalSeconds:0.#} s", DelayOf(definition, random)),
            _ => await OutcomeAsync(work, definition, random),
        };
    }

    public void Dispose()
    {
        lock (_one) _isDisposed = true;
        _stop.Dispose();
    }

    private async Task<object?> WorkAsync()
    {
        RunLog.Current = Context.Log;
        await using var scope = scopes.CreateAsyncScope();
        return await (definition ?? throw new InvalidOperationException("no job")).RunAsync(scope.ServiceProvider, Run.Args, Context, _stop.Token);
    }

    private async Task StoppedAsync()
    {
        await Task.Delay(Timeout.Infinite, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Delay(StopGrace, clock);
    }

    private async Task<AttemptEnd> OutcomeAsync(Task<object?> work, JobDefinition known, double random)
    {
        try
        {
            var result = await work;
            return new(AttemptOutcome.Succeeded, result is null ? null : JobJson.Write(result), null, Context.Log.ToString(), null);
        }
        catch (Exception e)
        {
            Context.Write($"{e.GetType().Name}: {e.Message}");
            var isFinal = e is JobFailedException;
            return Failure(AttemptOutcome.Failed, $"{(isFinal ? "" : $"{e.GetType().Name}: ")}{e.Message}", isFinal ? null : DelayOf(known, random));
        }
    }

    private TimeSpan? DelayOf(JobDefinition known, double random)
    {
        var failed = Run.Attempt - Run.Losses;
        return failed < Run.AttemptMax ? known.Retry.DelayAfter(failed, random) : null;
    }

    private AttemptEnd Failure(AttemptOutcome outcome, string error, TimeSpan? retryAfter) =>
        new(outcome, null, Shorten(error), Context.Log.ToString(), retryAfter);

    private static string Shorten(string text)
    {
        const int ErrorMax = 2000;
        return text.Length <= ErrorMax ? text : text[..ErrorMax] + "…";
    }
}

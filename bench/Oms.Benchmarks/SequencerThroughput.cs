using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using Oms.Engine;
using Oms.Engine.Journal;
using Oms.Trading;

namespace Oms.Benchmarks;

/// <summary>
/// Orders through the whole writer: queued, decided, encoded, chained, appended to a journal in memory, published and answered. One
/// operation is one order placed; the disk is left out.
/// </summary>
[MemoryDiagnoser]
public class SequencerThroughput
{
    private const int Orders = 20_000;
    private const int InFlight = 4_000;

    private readonly Command[] _orders = [.. Enumerable.Range(0, Orders).Select(Market.Place)];
    private readonly EngineMetrics _metrics = new();
    private Sequencer? _sequencer;
    private Task _running = Task.CompletedTask;
    private CancellationTokenSource _stopping = new();

    [IterationSetup]
    public void Start()
    {
        var journal = new NoJournal();
        var book = new TradingBook();
        foreach (var input in Market.Setup) book.Handle(input, Market.Now);
        _stopping = new();
        _sequencer = new(journal, new(journal), new(), _metrics, new StandingClock(), NullLogger<Sequencer>.Instance);
        _running = _sequencer.RunAsync(book, JournalChain.Empty(0), _stopping.Token);
    }

    [Benchmark(OperationsPerInvoke = Orders)]
    public async Task Place()
    {
        var answers = new List<Task<Answer>>(InFlight);
        foreach (var order in _orders)
        {
            if (_sequencer is null || !_sequencer.TrySubmit(order, out var answer)) throw new InvalidOperationException("the line is full");
            answers.Add(answer);
            if (answers.Count < InFlight) continue;
            await Task.WhenAll(answers);
            answers.Clear();
        }

        await Task.WhenAll(answers);
    }

    [IterationCleanup]
    public void Stop()
    {
        _stopping.Cancel();
        _running.GetAwaiter().GetResult();
        _stopping.Dispose();
    }

    private sealed class StandingClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Market.Now.ToDateTimeOffset();
    }

    private sealed class NoJournal : IJournal
    {
        public ValueTask<JournalHead> OpenAsync(CancellationToken ct) => new(new JournalHead(0, new byte[JournalChain.HashSize], 1));

        public ValueTask<JournalLease?> ReadLeaseAsync(CancellationToken ct) => new((JournalLease?)null);

        public ValueTask AppendAsync(IReadOnlyList<JournalRow> rows) => ValueTask.CompletedTask;

        public async IAsyncEnumerable<JournalRow> ReadAsync(long fromSeq, [EnumeratorCancellation] CancellationToken ct)
        {
            await Task.CompletedTask;
            yield break;
        }

        public IAsyncEnumerable<JournalRow> ReadSubjectAsync(string subject, long fromSeq, int limit, CancellationToken ct) =>
            ReadAsync(fromSeq, ct);

        public ValueTask DisposeAsync() => default;
    }
}

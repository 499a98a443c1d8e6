using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Oms.Engine;
using Oms.Engine.Journal;
using Oms.Storage.Journal;
using Oms.Trading;
using Oms.Trading.Broker;

namespace Oms.Benchmarks;

/// <summary>
/// How long an engine takes to start on a long journal: with its snapshot, and replaying everything. The journal is a year of a busy desk,
/// 10,000 orders a day, each placed, acknowledged, filled and charged; the last snapshot stands as far back as one ever does.
/// </summary>
internal static class EngineStart
{
    private const int OrdersPerDay = 10_000;
    private const int EventsPerOrder = 4;
    private const int RowsPerAppend = 5_000;

    private static readonly EngineOptions Options = new(0);

    public static async Task RunAsync(int events)
    {
        var folder = Directory.CreateTempSubdirectory("oms-start-").FullName;
        try
        {
            await WriteAsync(folder, events);
            var quick = await StartAsync(folder, withSnapshots: true);
            var slow = await StartAsync(folder, withSnapshots: false);
            Console.WriteLine($"the snapshot makes the start {slow / quick:0.0} times as fast");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task WriteAsync(string folder, int events)
    {
        var started = Stopwatch.GetTimestamp();
        await using var journal = JournalOf(folder);
        await using var marks = MarksOf(folder);
        await journal.OpenAsync(CancellationToken.None);
        var (book, chain, now) = (new TradingBook(), JournalChain.Empty(0), Market.Now);
        var rows = new List<JournalRow>();
        foreach (var input in Market.Setup) Handle(input);
        for (var i = 0; chain.Seq < events; i++)
        {
            if (i % OrdersPerDay == 0) now += TimeSpan.FromHours(17.5);
            foreach (var input in Market.Cycle(i, now += TimeSpan.FromSeconds(2.34))) Handle(input);
            Handle(new BrokerReport.Commissioned(new($"0000e0d5.{i:x8}.01.01"), new(1.00m, "USD", null)));
            if (i % OrdersPerDay == OrdersPerDay / 2) Handle(new BrokerReport.Synchronized());
            if (rows.Count >= RowsPerAppend) await AppendAsync();
            if (IsDue(chain.Seq)) await SaveAsync();
        }

        await AppendAsync();
        Console.WriteLine($"{chain.Seq} events written in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s");

        // The last two that there would be, the newer as far back as one ever stands.
        bool IsDue(long seq) => seq % Options.EventsPerSnapshot < EventsPerOrder
            && seq / Options.EventsPerSnapshot - events / Options.EventsPerSnapshot is (-2 or -1);

        void Handle(BookInput input)
        {
            foreach (var change in book.Handle(input, now).Changes)
                rows.Add(chain.Append(now, change.Event.Subject, EventCodec.KindOf(change.Event), EventCodec.Encode(change.Event)));
        }

        async Task AppendAsync()
        {
            if (rows.Count > 0) await journal.AppendAsync(rows);
            rows.Clear();
        }

        async Task SaveAsync()
        {
            await AppendAsync();
            var stored = SnapshotCodec.Encode(new BookMark(chain.Seq, now, chain.Hash, book.Snapshot()));
            await marks.SaveAsync(stored, CancellationToken.None);
            Console.WriteLine($"snapshot at seq {stored.Seq}: {book.Orders.Count} orders in the book, {stored.Data.Length / 1e6:0.0} MB");
        }
    }

    private static async Task<double> StartAsync(string folder, bool withSnapshots)
    {
        await using var journal = JournalOf(folder);
        await using var marks = MarksOf(withSnapshots ? folder : Path.Combine(folder, "none"));
        var started = Stopwatch.GetTimestamp();
        var head = await journal.OpenAsync(CancellationToken.None);
        var recovered = await new Recovery(journal, marks, Options, NullLogger<Recovery>.Instance).RunAsync(head, CancellationToken.None);
        var took = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine($"start {(withSnapshots ? "with" : "without")} snapshots: {took:0.00} s, {recovered.Book.Orders.Count} orders in the book, "
            + $"{GC.GetTotalMemory(forceFullCollection: true) / 1e6:0} MB");
        return took;
    }

    private static SqliteJournal JournalOf(string folder) => new(Path.Combine(folder, "journal.db"), 0, TimeProvider.System);

    private static JournalMarks MarksOf(string folder)
    {
        Directory.CreateDirectory(folder);
        return JournalMarks.Sqlite(Path.Combine(folder, "marks.db"), 0);
    }
}

using System.CommandLine;
using Oms.Engine.Journal;
using Oms.Server.Hosting;
using Oms.Server.Journal;
using Oms.Storage;

namespace Oms.Server.Commands;

/// <summary><c>oms journal</c>: check the journal, look into it, take it elsewhere; while the engine runs or not.</summary>
internal static class JournalCommand
{
    private const int Damaged = 2;
    private const int ProgressRows = 500_000;

    private static readonly Option<bool> Replay = new("--replay") { Description = "also fold every event into a book and compare the snapshots with it" };
    private static readonly Option<long> From = new("--from") { Description = "first seq", DefaultValueFactory = _ => 1 };
    private static readonly Option<long> To = new("--to") { Description = "last seq", DefaultValueFactory = _ => long.MaxValue };
    private static readonly Option<string?> Order = new("--order") { Description = "only events of this order id" };
    private static readonly Option<string?> Kind = new("--kind") { Description = "only events of this kind, e.g. OrderTraded" };
    private static readonly Option<int> Limit = new("--limit") { Description = "at most so many events", DefaultValueFactory = _ => int.MaxValue };
    private static readonly Option<string?> Output = new("--output") { Description = "file to write; standard output when not given" };

    public static Command Create()
    {
        var verify = new Command("verify",
            "Check that no row was changed, dropped or moved; exit code 0 when intact, 2 when damaged, 1 when it could not be checked") { Replay };
        var show = new Command("show", "Print events, one a line") { From, To, Order, Kind, Limit };
        var export = new Command("export", "Write events as JSON lines, each with its hash") { From, To, Order, Kind, Limit, Output };
        verify.SetAction((parsed, ct) => Failures.GuardAsync(() => VerifyAsync(parsed.GetValue(Replay), ct)));
        show.SetAction((parsed, ct) => Failures.GuardAsync(() => WriteAsync(parsed, null, new JournalText(), ct)));
        export.SetAction((parsed, ct) => Failures.GuardAsync(() => WriteAsync(parsed, parsed.GetValue(Output), new JournalLines(), ct)));
        return new("journal", "Check, show or export the journal") { verify, show, export };
    }

    private static async Task<int> VerifyAsync(bool replay, CancellationToken ct)
    {
        var settings = OmsSettings.FromEnvironment();
        await using var services = Services(settings);
        using var key = SigningKey.Find(settings);
        try
        {
            var report = await JournalChecks.VerifierOf(services, settings, key).RunAsync(replay, new Ticks(), ct);
            foreach (var line in LinesOf(report, key)) Console.WriteLine(line);
            return report.HasWrongSnapshot ? Damaged : 0;
        }
        catch (JournalCorruptException e)
        {
            await Console.Error.WriteLineAsync($"oms: {e.Message}");
            return Damaged;
        }
    }

    private static IEnumerable<string> LinesOf(JournalReport report, HeadKey? key)
    {
        yield return $"{report.Rows} rows, chain intact, head {Convert.ToHexStringLower(report.Hash.Span)}";
        yield return report.Lease is { } lease
            ? $"lease epoch {lease.Head.Epoch}, taken at {lease.TakenAt} by {lease.Holder}, head as written"
            : "no engine has opened it yet";
        yield return key is null
            ? "signed heads are not compared: there is no signing key here"
            : $"{report.Heads} signed heads fit (key {key.Id})";
        if (report.Book is not { } book) yield break;
        yield return $"{book.Orders.Count} orders, {book.OpenOrders.Count} open, {book.Executions.Count} executions, {book.Positions.Count} positions";
        foreach (var told in report.Snapshots.DefaultIfEmpty("no snapshot is kept")) yield return told;
    }

    private static async Task<int> WriteAsync(ParseResult parsed, string? file, IJournalFormat format, CancellationToken ct)
    {
        var settings = OmsSettings.FromEnvironment();
        await using var services = Services(settings);
        var part = file is null ? null : $"{file}.part"; // Half an export must not be taken for a whole one.
        await using (var output = new BufferedStream(part is null ? Console.OpenStandardOutput() : File.Create(part)))
        {
            await foreach (var row in RowsOf(services.GetRequiredService<IJournal>(), parsed, file is null ? null : new Ticks(), ct))
                await output.WriteAsync(format.LineOf(row), ct);
            await output.FlushAsync(ct);
        }

        if (part is not null && file is not null) File.Move(part, file, overwrite: true);
        return 0;
    }

    private static IAsyncEnumerable<JournalRow> RowsOf(IJournal journal, ParseResult parsed, IProgress<long>? progress, CancellationToken ct)
    {
        var (from, to, kind) = (parsed.GetValue(From), parsed.GetValue(To), parsed.GetValue(Kind));
        var rows = parsed.GetValue(Order) is { } order ? journal.ReadSubjectAsync(order, from, int.MaxValue, ct) : journal.ReadAsync(from, ct);
        return rows.TakeWhile(row => row.Seq <= to)
            .Select(row =>
            {
                if (row.Seq % ProgressRows == 0) progress?.Report(row.Seq);
                return row;
            })
            .Where(row => kind is null || row.Kind == kind)
            .Take(parsed.GetValue(Limit));
    }

    private static ServiceProvider Services(OmsSettings settings) => new ServiceCollection()
        .AddLogging()
        .AddSingleton(TimeProvider.System)
        .AddStorageReaders(settings.Database, settings.Shard)
        .BuildServiceProvider();

    /// <summary>Says on the error stream how far it has come, so that the output stays clean.</summary>
    private sealed class Ticks : IProgress<long>
    {
        public void Report(long value)
        {
            if (value % ProgressRows == 0) Console.Error.WriteLine($"seq {value}");
        }
    }
}

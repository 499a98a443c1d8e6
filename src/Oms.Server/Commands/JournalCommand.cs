using System.CommandLine;
using System.Globalization;
using System.Text;
using Oms.Engine.Journal;
using Oms.Server.Hosting;
using Oms.Storage;
using Oms.Trading;
using Command = System.CommandLine.Command;

namespace Oms.Server.Commands;

/// <summary><c>oms journal</c>: look at the journal, and check it, while the engine runs or not.</summary>
internal static class JournalCommand
{
    public static Command Create() => new("journal", "Check or show the journal") { Verify(), Show() };

    private static Command Verify()
    {
        var replay = new Option<bool>("--replay") { Description = "also fold every event into a book" };
        var command = new Command("verify", "Check that no row was changed, dropped or moved") { replay };
        command.SetAction((parsed, ct) => Failures.GuardAsync(() => VerifyAsync(parsed.GetValue(replay), ct)));
        return command;
    }

    private static Command Show()
    {
        var from = new Option<long>("--from") { Description = "first seq to show", DefaultValueFactory = _ => 1 };
        var order = new Option<string?>("--order") { Description = "only events of this order id" };
        var command = new Command("show", "Print events, one a line") { from, order };
        command.SetAction((parsed, ct) => Failures.GuardAsync(() => ShowAsync(parsed.GetValue(from), parsed.GetValue(order), ct)));
        return command;
    }

    private static async Task<int> VerifyAsync(bool replay, CancellationToken ct)
    {
        var settings = OmsSettings.FromEnvironment();
        await using var services = Services(settings);
        var journal = services.GetRequiredService<IJournal>();
        var chain = JournalChain.Empty(settings.Shard);
        var book = new TradingBook();
        await foreach (var row in journal.ReadAsync(1, ct))
        {
            chain.Verify(row);
            var e = EventCodec.Decode(row);
            if (replay) book.Apply(e, row.At);
        }

        Console.WriteLine($"{chain.Seq} rows, chain intact, head {Convert.ToHexStringLower(chain.Hash.Span)}");
        if (replay) Console.WriteLine($"{book.Orders.Count} orders, {book.OpenOrders.Count} open, {book.Executions.Count} executions, {book.Positions.Count} positions");
        return 0;
    }

    private static async Task<int> ShowAsync(long from, string? order, CancellationToken ct)
    {
        var settings = OmsSettings.FromEnvironment();
        await using var services = Services(settings);
        var journal = services.GetRequiredService<IJournal>();
        var rows = order is null ? journal.ReadAsync(from, ct) : journal.ReadSubjectAsync(order, from, int.MaxValue, ct);
        await foreach (var row in rows)
        {
            var seq = row.Seq.ToString(CultureInfo.InvariantCulture);
            Console.WriteLine($"{seq,8} {row.At} {row.Kind,-22} {row.Subject} {Encoding.UTF8.GetString(row.Data.Span)}");
        }

        return 0;
    }

    private static ServiceProvider Services(OmsSettings settings) => new ServiceCollection()
        .AddLogging()
        .AddSingleton(TimeProvider.System)
        .AddStorageReaders(settings.Database, settings.Shard)
        .BuildServiceProvider();
}

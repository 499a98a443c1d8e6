using System.Text.Json;
using Microsoft.Data.Sqlite;
using Oms.Engine.Journal;
using Oms.Server.Tests.Fixtures;
using Oms.Trading;

namespace Oms.Server.Tests.Journal;

/// <summary>The commands that look into the journal, on one that the whole program has written and was killed over.</summary>
public sealed class JournalCommandTests : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("oms-journal-").FullName;
    private string _order = "";

    public async ValueTask InitializeAsync()
    {
        await using var oms = new OmsProcess(_data);
        await oms.StartAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (_order.Length == 0)
        {
            patience.Token.ThrowIfCancellationRequested();
            using var response = await oms.Http.PostAsJsonAsync(new Uri("orders", UriKind.Relative), Answers.Limit("A1", "AAPL", "Buy", 7, 1));
            var answer = await response.JsonAsync();
            if (response.IsSuccessStatusCode) _order = answer.Text("id");
            else await Task.Delay(50, CancellationToken.None); // No price yet.
        }

        await oms.KillAsync();
    }

    [Fact]
    public async Task Every_command_tells_of_the_same_journal()
    {
        var verified = await RunAsync(0, "journal", "verify", "--replay");
        Assert.Contains("chain intact", verified);
        Assert.Contains("lease epoch 1", verified);
        Assert.Contains("1 orders, 1 open", verified);

        var file = Path.Combine(_data, "export.jsonl");
        await RunAsync(0, "journal", "export", "--output", file);
        var lines = await File.ReadAllLinesAsync(file);
        AssertChain(lines);
        Assert.Contains($"{lines.Length} rows", verified);

        var shown = await RunAsync(0, "journal", "show", "--order", _order, "--kind", "OrderPlaced");
        Assert.Single(shown.Split('\n', StringSplitOptions.RemoveEmptyEntries));

        var story = await RunAsync(0, "order", "show", _order);
        Assert.Contains("PendingNew Buy 7 AAPL Limit 1", story);
        Assert.Contains("DU123456/maxOrderQty: 7 of", story);
        Assert.Contains("no order", await RunAsync(1, "order", "show", _order, "--at", "2001-01-01T00:00:00Z"));
    }

    [Fact]
    public async Task A_tail_cut_off_while_no_engine_runs_is_damage_and_is_named()
    {
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(_data, "journal.db")};Pooling=False"))
        {
            connection.Open();
            using var cut = connection.CreateCommand();
            cut.CommandText = "DELETE FROM journal WHERE seq > 20";
            Assert.True(cut.ExecuteNonQuery() > 0);
        }

        Assert.Contains("seq 21", await RunAsync(2, "journal", "verify"));
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_data, recursive: true);
        return default;
    }

    private async Task<string> RunAsync(int exit, params string[] arguments)
    {
        await using var oms = new OmsProcess(_data);
        var code = await oms.RunAsync(arguments);
        Assert.True(exit == code, $"oms {string.Join(' ', arguments)} ended with {code}: {oms.Output}");
        return oms.Output;
    }

    private static void AssertChain(IEnumerable<string> lines)
    {
        var chain = JournalChain.Empty(0);
        foreach (var line in lines.Select(line => JsonDocument.Parse(line).RootElement))
        {
            chain.Verify(new(line.GetProperty("shard").GetInt32(), line.GetProperty("seq").GetInt64(),
                Instant.From(line.GetProperty("at").GetDateTimeOffset()), line.Text("subject"), line.Text("kind"),
                System.Text.Encoding.UTF8.GetBytes(line.GetProperty("data").GetRawText()), Convert.FromHexString(line.Text("hash"))));
        }
    }
}

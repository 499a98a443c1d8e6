using System.Data.Common;
using Npgsql;
using Oms.Engine.Journal;
using Oms.Storage.Journal;
using Oms.Testing;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Oms.Storage.Tests.Journal;

public sealed class PostgresJournalTests(PostgresServer server) : JournalContract
{
    private string _database = "";

    private protected override DatabaseUrl Url => new DatabaseUrl.Postgres(_database);

    public override async ValueTask InitializeAsync() => _database = await server.CreateDatabaseAsync();

    protected override IJournal Create(int shard) => new PostgresJournal(_database, shard, TimeProvider.System);

    protected override DbConnection ConnectRaw() => new NpgsqlConnection(_database);

    [Fact]
    public async Task A_broken_connection_stops_the_writer_for_good_and_frees_the_journal()
    {
        var journal = NewJournal();
        var chain = await OpenAsync(journal);
        await ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted");

        await Assert.ThrowsAnyAsync<DbException>(async () => await journal.AppendAsync(Append(chain, 1)));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await journal.AppendAsync(Append(chain, 1)));

        Assert.Equal(2, (await NewJournal().OpenAsync(default)).Epoch);
    }

    [Fact]
    public async Task A_role_without_the_right_to_create_opens_a_journal_that_exists()
    {
        await NewJournal().DisposeAsync();
        await using (var journal = Create(3)) await journal.OpenAsync(default);
        await ExecuteAsync(
            """
            CREATE ROLE engine LOGIN;
            GRANT SELECT, INSERT ON journal TO engine;
            GRANT SELECT, INSERT, UPDATE ON journal_lease TO engine;
            """);
        var limited = new NpgsqlConnectionStringBuilder(_database) { Username = "engine" };

        await using var writer = new PostgresJournal(limited.ToString(), 3, TimeProvider.System);
        await writer.AppendAsync(Append(await OpenAsync(writer), 2));

        Assert.Equal(2, (await ReadAsync(writer)).Count);
    }

    [Fact]
    public async Task Shards_are_written_side_by_side_and_created_at_once()
    {
        var journals = Enumerable.Range(1, 6).Select(NewJournal).ToList();

        var heads = await Task.WhenAll(journals.Select(journal => journal.OpenAsync(default).AsTask()));

        Assert.All(heads, head => Assert.Equal(1, head.Epoch));
    }
}

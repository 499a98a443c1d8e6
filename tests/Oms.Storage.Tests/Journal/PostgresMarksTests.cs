using Oms.Storage.Journal;
using Oms.Testing;

namespace Oms.Storage.Tests.Journal;

public sealed class PostgresMarksTests(PostgresServer server) : MarksContract
{
    private string _database = "";

    // The tables come with the journal's: who opens the journal makes them.
    public override async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync();
        await using var journal = new PostgresJournal(_database, 0, TimeProvider.System);
        await journal.OpenAsync(default);
    }

    protected override JournalMarks Create(int shard) => JournalMarks.Postgres(_database, shard);

    [Fact]
    public async Task In_a_database_that_no_engine_has_opened_there_is_nothing()
    {
        await using var marks = JournalMarks.Postgres(await server.CreateDatabaseAsync(), 0);

        Assert.Empty(await marks.ReadSnapshotsAsync(default));
        Assert.Empty(await marks.ReadHeadsAsync(default));
    }
}

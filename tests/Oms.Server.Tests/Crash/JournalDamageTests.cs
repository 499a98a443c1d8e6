using Microsoft.Data.Sqlite;
using Oms.Server.Tests.Fixtures;

namespace Oms.Server.Tests.Crash;

public sealed class JournalDamageTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("oms-damage-").FullName;

    [Theory]
    [InlineData("UPDATE journal SET data = replace(data, 'Apple', 'Axple') WHERE seq = 2", "seq 2")]
    [InlineData("DELETE FROM journal WHERE seq = 5", "seq 5")]
    [InlineData("DELETE FROM journal WHERE seq > 20", "seq 21")]
    public async Task A_damaged_journal_stops_the_start_and_names_the_first_bad_row(string damage, string named)
    {
        await using (var oms = new OmsProcess(_data))
        {
            await oms.StartAsync();
            await oms.KillAsync();
        }

        Damage(damage);
        await using var damaged = new OmsProcess(_data);
        var exit = await damaged.RunAsync("run");

        Assert.NotEqual(0, exit);
        Assert.Contains(named, damaged.Output);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private void Damage(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_data, "journal.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql.Replace("replace(data, 'Apple', 'Axple')", "CAST(replace(CAST(data AS TEXT), 'Apple', 'Axple') AS BLOB)",
            StringComparison.Ordinal);
        Assert.True(command.ExecuteNonQuery() > 0);
    }
}

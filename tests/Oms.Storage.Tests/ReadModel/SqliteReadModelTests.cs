using System.Data.Common;
using Microsoft.Data.Sqlite;
using Oms.Storage.ReadModel;

namespace Oms.Storage.Tests.ReadModel;

public sealed class SqliteReadModelTests : ReadModelContract
{
    private readonly TestFolder _folder = new();

    private string FilePath => _folder.File("deep/read.db");

    public override ValueTask InitializeAsync() => default;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override ReadModelDatabase CreateDatabase() => ReadModelDatabase.Sqlite(FilePath);

    protected override DbConnection ConnectRaw() => new SqliteConnection($"Data Source={FilePath};Pooling=False");

    [Fact]
    public async Task A_damaged_file_is_thrown_away_and_built_again()
    {
        await ProjectAsync(100);
        SqliteConnection.ClearAllPools();
        await File.WriteAllTextAsync(FilePath, new string('x', 10_000));

        await ProjectAsync(50);

        await BookComparison.AssertSameAsync(new(ReadModelDatabase.Sqlite(FilePath)), Written);
    }
}

using Microsoft.Data.Sqlite;

namespace Oms.Storage.Tests.Settings;

public sealed class SqliteSettingsTests : SettingsContract
{
    private readonly TestFolder _folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private protected override ValueTask<DatabaseUrl> CreateAsync() => new(DatabaseUrl.Parse($"sqlite:///{_folder.File("deep/oms.db")}"));
}

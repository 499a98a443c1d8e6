using Oms.Testing;

namespace Oms.Storage.Tests.Settings;

public sealed class PostgresSettingsTests(PostgresServer server) : SettingsContract
{
    private protected override async ValueTask<DatabaseUrl> CreateAsync() =>
        new DatabaseUrl.Postgres(await server.CreateDatabaseAsync());
}

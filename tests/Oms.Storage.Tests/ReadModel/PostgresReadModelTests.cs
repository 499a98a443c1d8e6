using System.Data.Common;
using Npgsql;
using Oms.Storage.ReadModel;
using Oms.Testing;

namespace Oms.Storage.Tests.ReadModel;

public sealed class PostgresReadModelTests(PostgresServer server) : ReadModelContract
{
    private string _connectionString = "";

    public override async ValueTask InitializeAsync() => _connectionString = await server.CreateDatabaseAsync();

    protected override ReadModelDatabase CreateDatabase() => ReadModelDatabase.Postgres(_connectionString);

    protected override DbConnection ConnectRaw() => new NpgsqlConnection($"{_connectionString};Search Path=read");
}

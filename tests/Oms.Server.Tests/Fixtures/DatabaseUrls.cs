using Npgsql;
using Oms.Testing;

namespace Oms.Server.Tests.Fixtures;

/// <summary>New PostgreSQL databases as the program's DATABASE_URL.</summary>
internal static class DatabaseUrls
{
    public static async Task<string> CreateDatabaseUrlAsync(this PostgresServer server)
    {
        var parts = new NpgsqlConnectionStringBuilder(await server.CreateDatabaseAsync());
        return $"postgresql://{parts.Username}@{parts.Host}:{parts.Port}/{parts.Database}";
    }
}

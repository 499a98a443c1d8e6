using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Oms.Storage.Settings;

/// <summary>
/// A PostgreSQL server that was restarted leaves a pool of connections that are dead without knowing it. The first that fails empties the
/// pool, so that one request is told to try again, and not as many as there were connections.
/// </summary>
internal sealed class DeadConnections : DbCommandInterceptor
{
    public static readonly DeadConnections Interceptor = new();

    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) => Drop(command, eventData.Exception);

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Drop(command, eventData.Exception);
        return Task.CompletedTask;
    }

    private static void Drop(DbCommand command, Exception failure)
    {
        if (failure is NpgsqlException { IsTransient: true } && command.Connection is NpgsqlConnection connection) NpgsqlConnection.ClearPool(connection);
    }
}

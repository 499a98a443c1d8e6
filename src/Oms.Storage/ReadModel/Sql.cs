using System.Data.Common;
using System.Text;

namespace Oms.Storage.ReadModel;

/// <summary>The few calls on a connection that the read model needs, the same for both databases.</summary>
internal static class Sql
{
    public static DbCommand Command(
        this DbConnection connection, DbTransaction? transaction, string text, IEnumerable<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        (command.Transaction, command.CommandText) = (transaction, text);
        Fill(command.Parameters, command.CreateParameter, parameters);
        return command;
    }

    public static void Fill(
        DbParameterCollection filled, Func<DbParameter> create, IEnumerable<(string Name, object? Value)> parameters)
    {
        foreach (var (name, value) in parameters)
        {
            var parameter = create();
            parameter.ParameterName = name;
            parameter.Value = value is string kept ? Clean(kept) : value ?? DBNull.Value;
            filled.Add(parameter);
        }
    }

    public static async Task<int> ExecuteAsync(
        this DbConnection connection, DbTransaction? transaction, string text, CancellationToken ct, params (string, object?)[] parameters)
    {
        await using var command = connection.Command(transaction, text, parameters);
        return await command.ExecuteNonQueryAsync(ct);
    }

    public static async Task<List<T>> QueryAsync<T>(
        this DbConnection connection, DbTransaction? transaction, string text, Func<DbDataReader, T> read, CancellationToken ct,
        params IEnumerable<(string, object?)> parameters)
    {
        await using var command = connection.Command(transaction, text, parameters);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct)) rows.Add(read(reader));
        return rows;
    }

    public static string? Text(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    // PostgreSQL keeps no NUL in a text and neither database half a surrogate pair: what somebody typed must not stop the projector.
    private static string Clean(string text) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Replace('\0', '\uFFFD')));
}

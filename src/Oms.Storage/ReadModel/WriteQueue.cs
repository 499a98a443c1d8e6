using System.Data.Common;

namespace Oms.Storage.ReadModel;

/// <summary>Writes that wait to be sent together: where the database takes a batch, a hundred of them cost one round trip.</summary>
internal sealed class WriteQueue(DbConnection connection)
{
    private readonly List<(string Text, (string, object?)[] Parameters)> _writes = [];

    public void Add(string text, params (string, object?)[] parameters) => _writes.Add((text, parameters));

    public async Task FlushAsync(DbTransaction? transaction, CancellationToken ct)
    {
        if (_writes.Count == 0) return;
        if (connection.CanCreateBatch)
        {
            await using var batch = connection.CreateBatch();
            batch.Transaction = transaction;
            foreach (var (text, parameters) in _writes)
            {
                var command = batch.CreateBatchCommand();
                command.CommandText = text;
                Sql.Fill(command.Parameters, command.CreateParameter, parameters);
                batch.BatchCommands.Add(command);
            }

            await batch.ExecuteNonQueryAsync(ct);
        }
        else
        {
            foreach (var (text, parameters) in _writes) await connection.ExecuteAsync(transaction, text, ct, parameters);
        }

        _writes.Clear();
    }
}

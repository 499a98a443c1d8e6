using System.Data.Common;
using Oms.Engine;
using Oms.Trading;

namespace Oms.Storage.ReadModel;

/// <summary>
/// The one connection that writes the read model. A batch of events and the checkpoint after it are one transaction; after a failure the
/// writer is not used again, since what it remembers may be ahead of what is kept.
/// </summary>
internal sealed class ReadModelWriter : IAsyncDisposable
{
    private readonly DbConnection _connection;
    private readonly ReadModelDatabase _database;
    private RowFold _fold;

    private ReadModelWriter(DbConnection connection, ReadModelDatabase database, bool wasRebuilt)
    {
        (_connection, _database, WasRebuilt) = (connection, database, wasRebuilt);
        _fold = new(connection);
    }

    /// <summary>The tables were of another version and are empty now.</summary>
    public bool WasRebuilt { get; }

    /// <summary>The last event that is in the tables, and when it happened: what tells one journal from another.</summary>
    public long Checkpoint { get; private set; }
    public Instant CheckpointAt { get; private set; }

    public static async Task<ReadModelWriter> OpenAsync(ReadModelDatabase database, CancellationToken ct)
    {
        var connection = await database.OpenWriterAsync(ct);
        try
        {
            var writer = new ReadModelWriter(connection, database, await ReadModelSchema.EnsureAsync(connection, database, ct));
            await writer.LoadCheckpointAsync(ct);
            return writer;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task RebuildAsync(CancellationToken ct)
    {
        await ReadModelSchema.RebuildAsync(_connection, _database, ct);
        _fold = new(_connection);
        await LoadCheckpointAsync(ct);
    }

    /// <summary>Writes consecutive events; those that are in the tables already are passed over.</summary>
    public async Task ApplyAsync(IReadOnlyList<Committed> batch, CancellationToken ct)
    {
        await using var transaction = await _connection.BeginTransactionAsync(ct);
        _fold.Begin(transaction);
        var (seq, at) = (Checkpoint, CheckpointAt);
        foreach (var committed in batch)
        {
            if (committed.Seq <= seq) continue;
            if (committed.Seq != seq + 1) throw new InvalidOperationException($"Event {committed.Seq} follows {seq}: there is a gap");
            await _fold.ApplyAsync(committed, ct);
            (seq, at) = (committed.Seq, committed.At);
        }

        await _fold.FlushAsync(ct);
        await MoveCheckpointAsync(transaction, seq, at, ct);
        await transaction.CommitAsync(ct);
        (Checkpoint, CheckpointAt) = (seq, at);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task LoadCheckpointAsync(CancellationToken ct)
    {
        var rows = await _connection.QueryAsync(
            null, "SELECT seq, at FROM checkpoint", reader => (reader.GetInt64(0), new Instant(reader.GetInt64(1))), ct);
        (Checkpoint, CheckpointAt) = rows[0];
    }

    // The old checkpoint is compared, so that of two projectors on the same tables one fails instead of both writing.
    private async Task MoveCheckpointAsync(DbTransaction transaction, long seq, Instant at, CancellationToken ct)
    {
        var moved = await _connection.ExecuteAsync(transaction, "UPDATE checkpoint SET seq = @seq, at = @at WHERE seq = @before", ct,
            ("@seq", seq), ("@at", at.UnixMicros), ("@before", Checkpoint));
        if (moved != 1) throw new InvalidOperationException($"Another projector moved the read model on from seq {Checkpoint}");
    }
}

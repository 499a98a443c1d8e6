namespace Oms.Storage.ReadModel;

/// <summary>
/// Asks whoever fills the read model to throw it away and fill it again. The mark makes its next batch fail; it then opens the tables anew,
/// finds that they are of another version, and starts from the journal's beginning. It may be asked by any process.
/// </summary>
public sealed class ReadModelRebuild(ReadModelDatabase database)
{
    /// <returns>False when there is no read model yet.</returns>
    public async Task<bool> RequestAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        return await connection.ExecuteAsync(null, "UPDATE checkpoint SET version = 0, seq = -1", ct) == 1;
    }
}

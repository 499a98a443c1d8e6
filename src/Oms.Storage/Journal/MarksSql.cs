namespace Oms.Storage.Journal;

/// <summary>The statements of snapshots and signed heads, the same for both databases.</summary>
internal static class MarksSql
{
    public const string SqliteSchema =
        """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        CREATE TABLE IF NOT EXISTS snapshot (
            shard INTEGER NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, chain BLOB NOT NULL, format TEXT NOT NULL,
            data BLOB NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (shard, seq)) STRICT;
        CREATE TABLE IF NOT EXISTS signed_head (
            shard INTEGER NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL, epoch INTEGER NOT NULL, at INTEGER NOT NULL,
            key_id TEXT NOT NULL, signature BLOB NOT NULL, PRIMARY KEY (shard, seq, hash)) STRICT;
        """;

    public const string PostgresSchema =
        """
        CREATE TABLE IF NOT EXISTS snapshot (
            shard INTEGER NOT NULL, seq BIGINT NOT NULL, at BIGINT NOT NULL, chain BYTEA NOT NULL, format TEXT NOT NULL,
            data BYTEA NOT NULL, hash BYTEA NOT NULL, PRIMARY KEY (shard, seq));
        CREATE TABLE IF NOT EXISTS signed_head (
            shard INTEGER NOT NULL, seq BIGINT NOT NULL, hash BYTEA NOT NULL, epoch BIGINT NOT NULL, at BIGINT NOT NULL,
            key_id TEXT NOT NULL, signature BYTEA NOT NULL, PRIMARY KEY (shard, seq, hash));
        """;

    public const string Snapshots = "SELECT seq, at, chain, format, data, hash FROM snapshot WHERE shard = @shard ORDER BY seq DESC";

    public const string SaveSnapshot =
        """
        INSERT INTO snapshot (shard, seq, at, chain, format, data, hash) VALUES (@shard, @seq, @at, @chain, @format, @data, @hash)
        ON CONFLICT (shard, seq) DO UPDATE SET
            at = excluded.at, chain = excluded.chain, format = excluded.format, data = excluded.data, hash = excluded.hash
        """;

    // Of those before it the newest stays; those after it are of a journal that is no more.
    public const string ForgetSnapshots =
        """
        DELETE FROM snapshot WHERE shard = @shard
        AND (seq > @seq OR seq < (SELECT max(seq) FROM snapshot WHERE shard = @shard AND seq < @seq))
        """;

    public const string Heads =
        "SELECT seq, hash, epoch, at, key_id, signature FROM signed_head WHERE shard = @shard ORDER BY seq";

    public const string SaveHead =
        """
        INSERT INTO signed_head (shard, seq, hash, epoch, at, key_id, signature)
        VALUES (@shard, @seq, @hash, @epoch, @at, @key_id, @signature) ON CONFLICT (shard, seq, hash) DO NOTHING
        """;
}

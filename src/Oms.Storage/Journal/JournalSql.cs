namespace Oms.Storage.Journal;

/// <summary>The journal's statements; but for the types of the columns both databases take the same text.</summary>
internal static class JournalSql
{
    public const string SqliteSchema =
        """
        CREATE TABLE IF NOT EXISTS journal (
            shard INTEGER NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, subject TEXT NOT NULL, kind TEXT NOT NULL,
            data BLOB NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (shard, seq)) STRICT, WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS journal_subject ON journal (shard, subject, seq);
        CREATE TABLE IF NOT EXISTS journal_lease (
            shard INTEGER NOT NULL PRIMARY KEY, epoch INTEGER NOT NULL, holder TEXT NOT NULL, taken_at INTEGER NOT NULL,
            head_seq INTEGER NOT NULL, head_hash BLOB NOT NULL) STRICT;
        """;

    public const string PostgresSchema =
        """
        CREATE TABLE IF NOT EXISTS journal (
            shard INTEGER NOT NULL, seq BIGINT NOT NULL, at BIGINT NOT NULL, subject TEXT NOT NULL, kind TEXT NOT NULL,
            data BYTEA NOT NULL, hash BYTEA NOT NULL, PRIMARY KEY (shard, seq));
        CREATE INDEX IF NOT EXISTS journal_subject ON journal (shard, subject, seq);
        CREATE TABLE IF NOT EXISTS journal_lease (
            shard INTEGER NOT NULL PRIMARY KEY, epoch BIGINT NOT NULL, holder TEXT NOT NULL, taken_at BIGINT NOT NULL,
            head_seq BIGINT NOT NULL, head_hash BYTEA NOT NULL);
        """;

    public const string Lease = "SELECT epoch, head_seq, head_hash, holder, taken_at FROM journal_lease WHERE shard = @shard";

    public const string Holder = "SELECT holder FROM journal_lease WHERE shard = @shard";

    public const string TakeLease =
        """
        INSERT INTO journal_lease (shard, epoch, holder, taken_at, head_seq, head_hash)
        VALUES (@shard, 1, @holder, @taken_at, 0, @zero)
        ON CONFLICT (shard) DO UPDATE SET epoch = journal_lease.epoch + 1, holder = excluded.holder, taken_at = excluded.taken_at
        RETURNING epoch, head_seq, head_hash
        """;

    public const string MoveHead =
        """
        UPDATE journal_lease SET head_seq = @last, head_hash = @hash
        WHERE shard = @shard AND epoch = @epoch AND head_seq = @before
        """;

    public const string Insert =
        """
        INSERT INTO journal (shard, seq, at, subject, kind, data, hash)
        VALUES (@shard, @seq, @at, @subject, @kind, @data, @hash)
        """;

    public const string Copy = "COPY journal (shard, seq, at, subject, kind, data, hash) FROM STDIN (FORMAT BINARY)";

    public const string Page =
        """
        SELECT seq, at, subject, kind, data, hash FROM journal
        WHERE shard = @shard AND seq >= @from ORDER BY seq LIMIT @limit
        """;

    public const string SubjectPage =
        """
        SELECT seq, at, subject, kind, data, hash FROM journal
        WHERE shard = @shard AND subject = @subject AND seq >= @from ORDER BY seq LIMIT @limit
        """;
}

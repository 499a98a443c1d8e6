using System.Data.Common;
using System.Text;
using Oms.Engine.Journal;

namespace Oms.Storage.Tests.Journal;

/// <summary>What every journal store keeps; damage done to its rows is found by the chain.</summary>
public abstract class JournalContract : IAsyncLifetime
{
    internal const int Shard = 3;

    private readonly List<IJournal> _open = [];

    public abstract ValueTask InitializeAsync();

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var journal in _open) await journal.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract IJournal Create(int shard);

    private protected abstract DatabaseUrl Url { get; }

    /// <summary>A connection past the journal, for doing damage.</summary>
    protected abstract DbConnection ConnectRaw();

    protected IJournal NewJournal(int shard = Shard)
    {
        var journal = Create(shard);
        _open.Add(journal);
        return journal;
    }

    [Fact]
    public async Task A_new_journal_is_empty()
    {
        var journal = NewJournal();

        Assert.Empty(await ReadAsync(journal));
        var head = await journal.OpenAsync(default);

        Assert.Equal((0, 1), (head.Seq, head.Epoch));
        Assert.Equal(new byte[JournalChain.HashSize], head.Hash.ToArray());
        Assert.Empty(await ReadAsync(journal));
    }

    [Fact]
    public async Task Order_and_bytes_survive()
    {
        var journal = NewJournal();
        var chain = await OpenAsync(journal);
        string[] subjects = ["A1", "", "naïve ✓ 🚀", "a\0b", @"back\0slash\", "\\"];
        string[] data = ["{}", "{\"a\":\"\\u0000 ✓\"}", " { \"b\" : 1.50 }\n", "\0\u0001", "", new('x', 100_000)];
        var rows = subjects.Zip(data, (subject, text) =>
            chain.Append(new(-1_234_567_890_123_456), subject, "Kind", Encoding.UTF8.GetBytes(text))).ToList();

        await journal.AppendAsync(rows);

        AssertSame(rows, await ReadAsync(journal));
        Assert.Equal(rows[3].Seq, Assert.Single(await ReadSubjectAsync(journal, "a\0b", 1, 10)).Seq);
        Assert.Null(await FirstBadSeqAsync(await ReopenAsync(journal)));
    }

    [Fact]
    public async Task Half_a_character_in_a_subject_does_not_stop_the_journal()
    {
        var journal = NewJournal();
        var chain = await OpenAsync(journal);

        await journal.AppendAsync([chain.Append(new(1), "half \ud83d", "Kind", new byte[] { 1 })]);

        Assert.Null(await FirstBadSeqAsync(await ReopenAsync(journal)));
    }

    [Fact]
    public async Task Reopening_continues_with_the_next_epoch()
    {
        var first = NewJournal();
        var rows = Append(await OpenAsync(first), 5);
        await first.AppendAsync(rows);
        await first.DisposeAsync();

        var second = NewJournal();
        var head = await second.OpenAsync(default);

        Assert.Equal((5, 2), (head.Seq, head.Epoch));
        Assert.Equal(rows[^1].Hash.ToArray(), head.Hash.ToArray());
        var more = Append(new(Shard, head), 3);
        await second.AppendAsync(more);
        AssertSame([.. rows, .. more], await ReadAsync(second));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task Rows_that_do_not_follow_the_head_are_refused(int step)
    {
        var journal = NewJournal();
        var chain = await OpenAsync(journal);
        var kept = Append(chain, 4);
        await journal.AppendAsync(kept);
        var next = Append(chain, 2);

        await Assert.ThrowsAsync<ArgumentException>(async () =>
            await journal.AppendAsync([next[0], next[1] with { Seq = next[0].Seq + step }]));
        await Assert.ThrowsAsync<ArgumentException>(async () => await journal.AppendAsync([next[0] with { Seq = next[0].Seq - 1 + step }]));

        await journal.AppendAsync(next);
        AssertSame([.. kept, .. next], await ReadAsync(journal));
    }

    [Fact]
    public async Task A_row_of_another_shard_is_refused_and_shards_do_not_mix()
    {
        var journal = NewJournal();
        await OpenAsync(journal);
        var row = JournalChain.Empty(Shard + 1).Append(new(1), "A1", "Kind", new byte[] { 1 });

        await Assert.ThrowsAsync<ArgumentException>(async () => await journal.AppendAsync([row]));

        await journal.AppendAsync(Append(JournalChain.Empty(Shard), 2));
        Assert.Empty(await ReadAsync(NewJournal(Shard + 1)));
    }

    [Fact]
    public async Task An_append_is_all_or_nothing()
    {
        var journal = NewJournal();
        var chain = await OpenAsync(journal);
        var kept = Append(chain, 3);
        await journal.AppendAsync(kept);
        var next = Append(chain, 3);
        await ExecuteAsync($"INSERT INTO journal SELECT shard, 6, at, subject, kind, data, hash FROM journal WHERE seq = 1");

        await Assert.ThrowsAnyAsync<DbException>(async () => await journal.AppendAsync(next));

        await ExecuteAsync("DELETE FROM journal WHERE seq = 6");
        var reopened = await ReopenAsync(journal);
        Assert.Equal(3, reopened.Head.Seq);
        AssertSame(kept, await ReadAsync(reopened.Journal));
    }

    [Fact]
    public async Task After_a_failed_append_the_journal_stays_closed()
    {
        var journal = NewJournal();
        var chain = await OpenAsync(journal);
        await ExecuteAsync("ALTER TABLE journal RENAME TO journal_gone");
        await Assert.ThrowsAnyAsync<DbException>(async () => await journal.AppendAsync(Append(chain, 1)));
        await ExecuteAsync("ALTER TABLE journal_gone RENAME TO journal");

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await journal.AppendAsync(Append(JournalChain.Empty(Shard), 1)));
    }

    [Fact]
    public async Task A_second_writer_is_refused_while_the_first_lives()
    {
        var first = NewJournal();
        await OpenAsync(first);

        var locked = await Assert.ThrowsAsync<JournalLockedException>(async () => await NewJournal().OpenAsync(default));

        Assert.Contains($"process {Environment.ProcessId}", locked.Message, StringComparison.Ordinal);
        await first.DisposeAsync();
        Assert.Equal(2, (await NewJournal().OpenAsync(default)).Epoch);
    }

    [Fact]
    public async Task A_stale_epoch_cannot_append()
    {
        var journal = NewJournal();
        var chain = await OpenAsync(journal);
        var kept = Append(chain, 2);
        await journal.AppendAsync(kept);
        await ExecuteAsync("UPDATE journal_lease SET epoch = epoch + 1");

        await Assert.ThrowsAsync<JournalLeaseLostException>(async () => await journal.AppendAsync(Append(chain, 2)));

        AssertSame(kept, await ReadAsync(journal));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await journal.AppendAsync(Append(chain, 2)));
    }

    [Theory]
    [InlineData("DELETE FROM journal WHERE seq > 17", 18)]
    [InlineData("DELETE FROM journal", 1)]
    [InlineData("DELETE FROM journal WHERE seq = 7", 7)]
    [InlineData("UPDATE journal SET data = (SELECT data FROM journal WHERE seq = 4) WHERE seq = 9", 9)]
    [InlineData("UPDATE journal SET at = at + 1 WHERE seq = 10", 10)]
    [InlineData("UPDATE journal SET kind = 'Other' WHERE seq = 11", 11)]
    [InlineData("UPDATE journal SET subject = 'Other' WHERE seq = 12", 12)]
    [InlineData("UPDATE journal SET hash = (SELECT hash FROM journal WHERE seq = 4) WHERE seq = 20", 20)]
    [InlineData("UPDATE journal_lease SET head_hash = (SELECT hash FROM journal WHERE seq = 4)", 20)]
    [InlineData("UPDATE journal_lease SET head_seq = 15", 16)]
    [InlineData("DELETE FROM journal_lease", 1)]
    [InlineData(
        "UPDATE journal SET seq = 105 WHERE seq = 5; UPDATE journal SET seq = 5 WHERE seq = 6; UPDATE journal SET seq = 6 WHERE seq = 105",
        5)]
    public async Task Damage_is_found_and_its_first_seq_named(string damage, long firstBadSeq)
    {
        var journal = NewJournal();
        await journal.AppendAsync(Append(await OpenAsync(journal), 20));
        await journal.DisposeAsync();

        await ExecuteAsync(damage);

        Assert.Equal(firstBadSeq, await FirstBadSeqAsync(await ReopenAsync(journal)));
    }

    [Fact]
    public async Task A_changed_byte_is_found()
    {
        var journal = NewJournal();
        var rows = Append(await OpenAsync(journal), 20);
        await journal.AppendAsync(rows);
        var data = rows[12].Data.ToArray();
        data[^1] ^= 1;

        await ExecuteAsync("UPDATE journal SET data = @data WHERE seq = 13", ("@data", data));

        Assert.Equal(13, await FirstBadSeqAsync(await ReopenAsync(journal)));
    }

    [Fact]
    public async Task A_subject_is_read_in_pages()
    {
        var journal = NewJournal();
        var chain = await OpenAsync(journal);
        var rows = Enumerable.Range(0, 2500).Select(i => chain.Append(new(i), i % 2 == 0 ? "even" : "odd", "Kind", new byte[] { 1 })).ToList();
        await journal.AppendAsync(rows);

        var all = await ReadSubjectAsync(journal, "even", 1, int.MaxValue);
        var page = await ReadSubjectAsync(journal, "odd", 1001, 3);

        Assert.Equal(1250, all.Count);
        Assert.All(all, row => Assert.Equal("even", row.Subject));
        Assert.Equal([1002, 1004, 1006], page.Select(row => row.Seq));
        Assert.Empty(await ReadSubjectAsync(journal, "odd", 2501, 3));
        Assert.Equal(1300, (await ReadAsync(journal, 1201)).Count);
    }

    [Fact]
    public async Task A_reader_sees_whole_appends_only()
    {
        const int BatchSize = 40;
        var journal = NewJournal();
        var chain = await OpenAsync(journal);
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 100; i++) await journal.AppendAsync(Append(chain, BatchSize));
        });

        while (!writing.IsCompleted)
        {
            var read = JournalChain.Empty(Shard);
            await foreach (var row in journal.ReadAsync(1, default)) read.Verify(row);
            Assert.Equal(0, read.Seq % BatchSize);
        }

        await writing;
        Assert.Equal(100 * BatchSize, (await ReadAsync(journal)).Count);
    }

    [Fact]
    public async Task A_killed_writer_leaves_whole_appends_and_a_free_journal()
    {
        using var writer = await DoomedWriter.StartAsync(Url);
        try
        {
            await Assert.ThrowsAsync<JournalLockedException>(async () => await NewJournal().OpenAsync(default));
        }
        finally
        {
            writer.Kill();
            await writer.WaitForExitAsync();
        }

        var journal = NewJournal();
        var head = await journal.OpenAsync(default);
        DoomedWriter.AssertWhole(head);
        Assert.Equal(2, head.Epoch);
        Assert.Null(await FirstBadSeqAsync((journal, head)));
    }

    [Fact]
    public async Task Random_batches_and_restarts_read_back_as_written()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        TestContext.Current.SendDiagnosticMessage($"seed {seed}");
        var journal = NewJournal();
        var chain = await OpenAsync(journal);
        var written = new List<JournalRow>();
        for (var i = 0; i < 60; i++)
        {
            var rows = Append(chain, random.Next(0, 80), random);
            await journal.AppendAsync(rows);
            written.AddRange(rows);
            if (random.Next(10) != 0) continue;
            var (reopened, head) = await ReopenAsync(journal);
            (journal, chain) = (reopened, new(Shard, head));
        }

        AssertSame(written, await ReadAsync(journal), $"seed {seed}");
        var from = random.Next(1, written.Count);
        AssertSame(written[(from - 1)..], await ReadAsync(journal, from), $"seed {seed}");
        var subject = written[^1].Subject;
        AssertSame(written.FindAll(row => row.Subject == subject), await ReadSubjectAsync(journal, subject, 1, int.MaxValue), $"seed {seed}");
        Assert.Null(await FirstBadSeqAsync(await ReopenAsync(journal)));
    }

    protected static async Task<JournalChain> OpenAsync(IJournal journal) => new(Shard, await journal.OpenAsync(default));

    protected async Task<(IJournal Journal, JournalHead Head)> ReopenAsync(IJournal journal)
    {
        await journal.DisposeAsync();
        var next = NewJournal();
        return (next, await next.OpenAsync(default));
    }

    protected static List<JournalRow> Append(JournalChain chain, int count, Random? random = null)
    {
        random ??= new(42);
        var rows = new List<JournalRow>();
        for (var i = 0; i < count; i++)
        {
            var data = new byte[random.Next(1, 400)];
            random.NextBytes(data);
            rows.Add(chain.Append(new(random.NextInt64()), $"subject {random.Next(5)}", $"Kind{random.Next(5)}", data));
        }

        return rows;
    }

    protected static async Task<List<JournalRow>> ReadAsync(IJournal journal, long fromSeq = 1) =>
        await journal.ReadAsync(fromSeq, default).ToListAsync();

    /// <summary>What the engine does at its start; null when nothing is wrong.</summary>
    protected static async Task<long?> FirstBadSeqAsync((IJournal Journal, JournalHead Head) open)
    {
        try
        {
            var chain = JournalChain.Empty(Shard);
            await foreach (var row in open.Journal.ReadAsync(1, default)) chain.Verify(row);
            chain.VerifyHead(open.Head);
            return null;
        }
        catch (JournalCorruptException e)
        {
            return e.Seq;
        }
    }

    protected async Task ExecuteAsync(string sql, params (string Name, object Value)[] parameters)
    {
        await using var connection = ConnectRaw();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        await command.ExecuteNonQueryAsync();
    }

    private static async Task<List<JournalRow>> ReadSubjectAsync(IJournal journal, string subject, long fromSeq, int limit) =>
        await journal.ReadSubjectAsync(subject, fromSeq, limit, default).ToListAsync();

    private static void AssertSame(IReadOnlyList<JournalRow> expected, IReadOnlyList<JournalRow> actual, string because = "")
    {
        Assert.True(expected.Count == actual.Count, $"{expected.Count} rows written, {actual.Count} read; {because}");
        foreach (var (row, read) in expected.Zip(actual))
        {
            Assert.Equal(row with { Data = default, Hash = default }, read with { Data = default, Hash = default });
            Assert.True(row.Data.Span.SequenceEqual(read.Data.Span) && row.Hash.Span.SequenceEqual(read.Hash.Span), $"{row.Seq} {because}");
        }
    }
}

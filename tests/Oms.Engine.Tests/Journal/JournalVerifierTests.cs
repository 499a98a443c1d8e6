using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Oms.Engine.Journal;
using Oms.Trading;
using Oms.Trading.Tests;

namespace Oms.Engine.Tests.Journal;

public sealed class JournalVerifierTests : IDisposable
{
    private readonly MemoryJournal _journal = new();
    private readonly MemoryMarks _marks = new();
    private readonly HeadKey _key = HeadKey.FromPem(HeadKey.NewPem());
    private readonly string _folder = Directory.CreateTempSubdirectory("oms-heads-").FullName;
    private readonly JournalChain _chain = JournalChain.Empty(0);
    private readonly TradingBook _book = new();
    private readonly StandingClock _clock = new(Known.Start);

    [Fact]
    public async Task An_untouched_journal_with_heads_and_snapshots_passes()
    {
        await AppendAsync(5);
        await SignAsync();
        await SnapshotAsync();
        await AppendAsync(4);
        await SignAsync();
        await SnapshotAsync();

        var report = await VerifyAsync(replay: true);

        Assert.Equal((9, 4), (report.Rows, report.Heads)); // Each head is kept in two places.
        Assert.Equal(2, report.Snapshots.Count(told => told.Contains("bit for bit", StringComparison.Ordinal)));
        Assert.False(report.HasWrongSnapshot);
    }

    [Fact]
    public async Task A_tail_cut_off_with_its_lease_row_contradicts_the_signed_head()
    {
        await AppendAsync(9);
        await SignAsync();
        _journal.CutAfter(6);

        var damage = await Assert.ThrowsAsync<JournalCorruptException>(() => VerifyAsync());

        Assert.Equal(7, damage.Seq);
        Assert.Contains("seq 9 was signed", damage.Message);
    }

    [Fact]
    public async Task A_cut_tail_is_seen_from_the_folder_when_the_database_forgot_its_heads()
    {
        await AppendAsync(9);
        await SignAsync();
        _journal.CutAfter(6);
        _marks.Heads.Clear();

        Assert.Equal(7, (await Assert.ThrowsAsync<JournalCorruptException>(() => VerifyAsync())).Seq);
    }

    [Fact]
    public async Task A_chain_written_anew_contradicts_the_first_head_that_was_signed_of_it()
    {
        await AppendAsync(3);
        await SignAsync();
        await AppendAsync(3);
        await SignAsync();
        var (rewritten, chain) = (new MemoryJournal(), JournalChain.Empty(0));
        await rewritten.AppendAsync([.. _journal.Rows.Select(row =>
            chain.Append(row.Seq == 5 ? new(row.At.UnixMicros + 1) : row.At, row.Subject, row.Kind, row.Data))]);

        var damage = await Assert.ThrowsAsync<JournalCorruptException>(() => VerifyAsync(journal: rewritten));

        Assert.Equal(6, damage.Seq);
        Assert.Contains("rewritten", damage.Message);
    }

    [Fact]
    public async Task A_head_signed_by_somebody_else_is_no_proof_of_ours()
    {
        await AppendAsync(3);
        using var other = HeadKey.FromPem(HeadKey.NewPem());
        _marks.Heads.Add(other.Sign(0, await _journal.OpenAsync(default), Known.Start));

        Assert.Contains("not known", (await Assert.ThrowsAsync<JournalCorruptException>(() => VerifyAsync())).Message);
    }

    [Theory]
    [InlineData("seq")]
    [InlineData("hash")]
    [InlineData("epoch")]
    [InlineData("at")]
    [InlineData("shard")]
    public async Task A_changed_head_is_no_longer_signed(string what)
    {
        await AppendAsync(3);
        var head = _key.Sign(0, await _journal.OpenAsync(default), Known.Start);

        var forged = what switch
        {
            "seq" => head with { Seq = 2 },
            "hash" => head with { Hash = new byte[32] },
            "epoch" => head with { Epoch = 7 },
            "at" => head with { At = new(1) },
            _ => head with { Shard = 1 },
        };

        Assert.True(_key.HasSigned(head));
        Assert.False(_key.HasSigned(forged));
        using var publicPart = HeadKey.FromPem(_key.PublicPem);
        Assert.True(publicPart.HasSigned(head));
    }

    [Fact]
    public async Task A_lease_epoch_that_falls_is_told()
    {
        await AppendAsync(3);
        _marks.Heads.Add(_key.Sign(0, await _journal.OpenAsync(default) with { Epoch = 9 }, Known.Start));

        Assert.Contains("epoch fell from 9", (await Assert.ThrowsAsync<JournalCorruptException>(() => VerifyAsync())).Message);
    }

    [Fact]
    public async Task A_snapshot_that_says_something_else_than_the_replay_is_told()
    {
        await AppendAsync(3);
        var forged = _book.Snapshot() with { NextBrokerOrderId = 77 };
        await _marks.SaveAsync(SnapshotCodec.Encode(new BookMark(_chain.Seq, Known.Start, _chain.Hash, forged)), default);

        var report = await VerifyAsync(replay: true);

        Assert.True(report.HasWrongSnapshot);
        Assert.Contains("differs", Assert.Single(report.Snapshots));
    }

    [Fact]
    public async Task A_head_file_that_is_torn_proves_nothing_and_is_told()
    {
        await AppendAsync(3);
        await SignAsync();
        var file = Assert.Single(Directory.GetFiles(_folder));
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file))[..40]);

        await Assert.ThrowsAsync<IOException>(() => VerifyAsync());
    }

    [Fact]
    public void A_key_on_another_curve_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        Assert.Throws<CryptographicException>(() => HeadKey.FromPem(key.ExportPkcs8PrivateKeyPem()));
        Assert.Throws<CryptographicException>(() => HeadKey.FromPem("no key at all"));
    }

    public void Dispose()
    {
        _key.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task AppendAsync(int count)
    {
        var e = new AuditEvent(Known.Trader, "note", "journal", "", null);
        for (var i = 0; i < count; i++) _book.Apply(e, Known.Start);
        await _journal.AppendAsync([.. Enumerable.Range(0, count)
            .Select(_ => _chain.Append(Known.Start, e.Subject, EventCodec.KindOf(e), EventCodec.Encode(e)))]);
    }

    private async Task SignAsync()
    {
        var signer = new HeadSigner(_key, _marks, new HeadsFolder(_folder), _clock, 0, NullLogger<HeadSigner>.Instance);
        await signer.SignAsync(new(_chain.Seq, _chain.Hash, 1), default);
    }

    private async Task SnapshotAsync() =>
        await _marks.SaveAsync(SnapshotCodec.Encode(new BookMark(_chain.Seq, Known.Start, _chain.Hash, _book.Snapshot())), default);

    private async Task<JournalReport> VerifyAsync(bool replay = false, MemoryJournal? journal = null)
    {
        await (journal ?? _journal).OpenAsync(default);
        return await new JournalVerifier(journal ?? _journal, _marks, 0) { Keys = [_key], Folder = new(_folder) }.RunAsync(replay, null, default);
    }
}

using System.Runtime.CompilerServices;
using System.Text;
using Oms.Engine.Journal;

namespace Oms.Certificate.Simulation;

/// <summary>The disk under the journal. It outlives the programs that write it; an append that was under way when one died may or may not land.</summary>
internal sealed class Disk(World world, FaultPlan faults)
{
    private static readonly TimeSpan WriteMax = TimeSpan.FromMicroseconds(800);

    private readonly List<JournalRow> _rows = [];
    private long _epoch;

    public IReadOnlyList<JournalRow> Rows => _rows;

    /// <summary>The journal as one program sees it.</summary>
    public IJournal Mount(SimulatedProcess process) => new Mounted(this, process);

    private Task WriteAsync(SimulatedProcess process, long epoch, IReadOnlyList<JournalRow> rows)
    {
        var written = new TaskCompletionSource();
        if (faults.Takes(Fault.KillBeforeAppend))
        {
            process.Kill();
            return written.Task;
        }

        var copy = rows.ToArray(); // The caller reuses its list.
        var isRefused = faults.Takes(Fault.JournalRefuses);
        var isSilent = !isRefused && faults.Takes(Fault.JournalWritesAndFails);
        world.After(world.UpTo(WriteMax), () =>
        {
            if (isRefused)
            {
                world.After(world.UpTo(WriteMax), () => written.TrySetException(new IOException("the disk is full")));
                return;
            }

            if (epoch != _epoch)
            {
                written.TrySetException(new JournalLeaseLostException(epoch));
                return;
            }

            Land(copy);
            if (faults.Takes(Fault.KillAfterAppend)) process.Kill();
            world.After(world.UpTo(WriteMax), () =>
            {
                if (isSilent) written.TrySetException(new IOException("the connection broke while it committed"));
                else written.TrySetResult();
            });
        });
        return written.Task;
    }

    private void Land(JournalRow[] rows)
    {
        if (rows[0].Seq != _rows.Count + 1)
            throw new InvalidOperationException($"seq {rows[0].Seq} was appended behind seq {_rows.Count}");
        _rows.AddRange(rows);
        foreach (var row in rows) world.Tell($"journal {row.Seq} {row.Kind} {Encoding.UTF8.GetString(row.Data.Span)}");
    }

    private sealed class Mounted(Disk disk, SimulatedProcess process) : IJournal
    {
        private long _epoch;

        public ValueTask<JournalHead> OpenAsync(CancellationToken ct)
        {
            _epoch = ++disk._epoch;
            var rows = disk._rows;
            return new(new JournalHead(rows.Count, rows.Count == 0 ? new byte[JournalChain.HashSize] : rows[^1].Hash, _epoch));
        }

        public ValueTask<JournalLease?> ReadLeaseAsync(CancellationToken ct)
        {
            var rows = disk._rows;
            return new(rows.Count == 0 ? null : new JournalLease(new(rows.Count, rows[^1].Hash, disk._epoch), "simulation", rows[0].At));
        }

        public ValueTask AppendAsync(IReadOnlyList<JournalRow> rows) => new(disk.WriteAsync(process, _epoch, rows));

        public async IAsyncEnumerable<JournalRow> ReadAsync(long fromSeq, [EnumeratorCancellation] CancellationToken ct)
        {
            await Task.CompletedTask;
            for (var i = (int)fromSeq - 1; i < disk._rows.Count; i++)
            {
                ct.ThrowIfCancellationRequested();
                yield return disk._rows[i];
            }
        }

        public async IAsyncEnumerable<JournalRow> ReadSubjectAsync(
            string subject, long fromSeq, int limit, [EnumeratorCancellation] CancellationToken ct)
        {
            await foreach (var row in ReadAsync(fromSeq, ct))
            {
                if (row.Subject == subject && limit-- > 0) yield return row;
            }
        }

        public ValueTask DisposeAsync() => default;
    }
}

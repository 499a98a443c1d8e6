using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Oms.Trading.Orders;

/// <summary>
/// Ids that have been used and must never count again, without what they were of: half a SHA-256 each, sorted. Two ids with the same half do
/// not occur; should they, a new clOrdId would be refused, or a fill be left to the reconciliation. Immutable, so a snapshot shares it.
/// </summary>
internal sealed class RetiredIds(ImmutableArray<byte> sorted)
{
    public static readonly RetiredIds None = new([]);

    private const int TextMax = 256;

    private static readonly int Size = Marshal.SizeOf<UInt128>();

    /// <summary>All of them, for a snapshot.</summary>
    public ImmutableArray<byte> Sorted { get; } = sorted;

    public bool IsEmpty => Sorted.IsEmpty;

    private ReadOnlySpan<UInt128> Ids => MemoryMarshal.Cast<byte, UInt128>(Sorted.AsSpan());

    public static UInt128 Of(AccountId account, ClOrdId clOrdId) => Digest($"order {account.Value}\n{clOrdId.Value}");

    public static UInt128 Of(ExecId id) => Digest($"execution {id.Value}");

    public bool Contains(UInt128 id) => Ids.BinarySearch(id) >= 0;

    public RetiredIds With(List<UInt128> more)
    {
        more.Sort();
        var merged = new byte[Sorted.Length + more.Count * Size];
        var into = MemoryMarshal.Cast<byte, UInt128>(merged.AsSpan());
        var known = Ids;
        int k = 0, m = 0;
        for (var i = 0; i < into.Length; i++) into[i] = m == more.Count || k < known.Length && known[k] <= more[m] ? known[k++] : more[m++];
        return new(ImmutableCollectionsMarshal.AsImmutableArray(merged));
    }

    private static UInt128 Digest(string text)
    {
        Span<byte> room = stackalloc byte[TextMax];
        var bytes = Encoding.UTF8.TryGetBytes(text, room, out var length) ? room[..length] : Encoding.UTF8.GetBytes(text);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}

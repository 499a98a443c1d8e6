using Oms.Storage.ReadModel;

namespace Oms.Server.Reading;

/// <summary>Lists of the read model that are wanted whole, by a job and not by a caller.</summary>
internal static class Pages
{
    /// <summary>All that are wanted: newest first, until the first that is not.</summary>
    /// <param name="read">Reads the page behind a cursor; null is the first.</param>
    public static async Task<List<T>> AllAsync<T>(Func<string?, Task<Page<T>>> read, Func<T, bool>? isWanted = null)
    {
        var all = new List<T>();
        string? cursor = null;
        do
        {
            var page = await read(cursor);
            var wanted = isWanted is null ? page.Items : [.. page.Items.TakeWhile(isWanted)];
            all.AddRange(wanted);
            cursor = wanted.Count == page.Items.Count ? page.NextCursor : null;
        }
        while (cursor is not null);
        return all;
    }
}

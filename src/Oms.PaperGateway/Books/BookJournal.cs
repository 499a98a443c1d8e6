namespace Oms.PaperGateway.Books;

/// <summary>An append-only file of JSON lines. What is appended is on the disk before the call returns.</summary>
internal sealed class BookJournal : IDisposable
{
    private const string FileName = "books.jsonl";
    private readonly string path;
    private FileStream stream;

    private BookJournal(string path)
    {
        this.path = path;
        stream = OpenEnd(path);
    }

    public static (BookJournal Journal, IReadOnlyList<BookEntry> Entries) Open(string directory)
    {
        Directory.CreateDirectory(directory);
        var file = Path.Combine(directory, FileName);
        var entries =
            File.Exists(file) ? File.ReadLines(file).Select(BookEntry.Parse).OfType<BookEntry>().ToList() : [];
        return (new BookJournal(file), entries);
    }

    public void Append(IEnumerable<BookEntry> entries) => Write(stream, entries);

    /// <summary>Replaces the file by one that says the same in fewer lines.</summary>
    public void Compact(IEnumerable<BookEntry> entries)
    {
        var fresh = path + ".new";
        using (var target = new FileStream(fresh, FileMode.Create, FileAccess.Write))
            Write(target, entries);
        stream.Dispose();
        File.Move(fresh, path, overwrite: true);
        stream = OpenEnd(path);
    }

    public void Dispose() => stream.Dispose();

    // Held alone: a second gateway on the same folder fails to start instead of mixing its books in.
    private static FileStream OpenEnd(string path) =>
        new(path, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 64 * 1024);

    private static void Write(FileStream target, IEnumerable<BookEntry> entries)
    {
        foreach (var entry in entries)
        {
            target.Write(entry.ToJson());
            target.WriteByte((byte)'\n');
        }
        target.Flush(flushToDisk: true);
    }
}

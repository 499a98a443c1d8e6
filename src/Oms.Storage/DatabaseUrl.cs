using Npgsql;

namespace Oms.Storage;

/// <summary>
/// Where everything is kept, from one URL.
/// <c>postgresql://user:password@host:port/database?sslmode=require</c> is one database: the journal in its first schema, the read model in
/// <c>read</c>, the settings in <c>settings</c>.
/// <c>sqlite:///data/oms.db</c> (three slashes: below the working directory, four: absolute) is four files, <c>oms.journal.db</c>,
/// <c>oms.marks.db</c>, <c>oms.read.db</c> and <c>oms.settings.db</c>, in that folder; a path without an extension is the folder itself, and
/// the files are <c>journal.db</c>, <c>marks.db</c> and so on.
/// </summary>
public abstract record DatabaseUrl
{
    private DatabaseUrl() { }

    /// <summary>Files in a folder.</summary>
    public sealed record Sqlite(string Folder, string Prefix = "") : DatabaseUrl
    {
        public string JournalFile => Path.Combine(Folder, $"{Prefix}journal.db");
        public string MarksFile => Path.Combine(Folder, $"{Prefix}marks.db");
        public string ReadFile => Path.Combine(Folder, $"{Prefix}read.db");
        public string SettingsFile => Path.Combine(Folder, $"{Prefix}settings.db");
    }

    /// <summary>One database on a server. Its text leaves the password out.</summary>
    public sealed record Postgres(string ConnectionString) : DatabaseUrl
    {
        public override string ToString()
        {
            var parts = new NpgsqlConnectionStringBuilder(ConnectionString);
            return $"postgresql://{parts.Host}:{parts.Port}/{parts.Database}";
        }
    }

    /// <summary>Null when the database answers or is a file; what a wait cannot mend is thrown.</summary>
    public async Task<string?> WhyNoAnswerAsync(CancellationToken ct)
    {
        if (this is not Postgres postgres) return null;
        try
        {
            await using var connection = new NpgsqlConnection(postgres.ConnectionString);
            await connection.OpenAsync(ct);
            return null;
        }
        catch (NpgsqlException e) when (e.IsTransient)
        {
            return e.Message;
        }
    }

    /// <exception cref="FormatException">The text is no such URL; the message does not repeat it, since it may hold a password.</exception>
    public static DatabaseUrl Parse(string text)
    {
        var end = text.IndexOf("://", StringComparison.Ordinal);
        if (end < 0) throw new FormatException("A database URL starts with postgresql:// or sqlite:///");

        // Other programs name their driver too, as in postgresql+asyncpg; it is none of ours.
        var scheme = text[..end].Split('+')[0];
        return scheme switch
        {
            "sqlite" => ParseSqlite(text[(end + 3)..]),
            "postgresql" or "postgres" => new Postgres(PostgresUrl.ToConnectionString(text[(end + 3)..])),
            _ => throw new FormatException($"A database URL starts with postgresql:// or sqlite:///, not {scheme}://"),
        };
    }

    private static Sqlite ParseSqlite(string rest)
    {
        if (rest is not ['/', _, ..]) throw new FormatException("A SQLite URL names a path after sqlite:///");
        var path = Uri.UnescapeDataString(rest[1..].Split('?')[0]);
        if (path.Contains(":memory:", StringComparison.Ordinal))
            throw new FormatException("A database in memory keeps nothing: a SQLite URL names a path");
        if (!Path.HasExtension(path)) return new(path);
        var folder = Path.GetDirectoryName(path);
        return new(string.IsNullOrEmpty(folder) ? "." : folder, $"{Path.GetFileNameWithoutExtension(path)}.");
    }
}

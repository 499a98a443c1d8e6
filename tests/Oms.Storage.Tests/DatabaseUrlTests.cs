using Npgsql;

namespace Oms.Storage.Tests;

public sealed class DatabaseUrlTests
{
    [Theory]
    [InlineData("sqlite:///oms.db", "./oms.journal.db")]
    [InlineData("sqlite:///data/oms.db", "data/oms.journal.db")]
    [InlineData("sqlite:////var/lib/oms/my%20oms.sqlite3", "/var/lib/oms/my oms.journal.db")]
    [InlineData("sqlite:///data", "data/journal.db")]
    [InlineData("sqlite:////var/lib/oms/", "/var/lib/oms/journal.db")]
    [InlineData("sqlite+aiosqlite:///data/oms.db?timeout=5", "data/oms.journal.db")]
    public void Sqlite_is_three_files_in_one_folder(string url, string journal)
    {
        var files = Assert.IsType<DatabaseUrl.Sqlite>(DatabaseUrl.Parse(url));

        Assert.Equal(journal, files.JournalFile);
        Assert.Equal(journal.Replace("journal", "read", StringComparison.Ordinal), files.ReadFile);
        Assert.Equal(journal.Replace("journal", "settings", StringComparison.Ordinal), files.SettingsFile);
    }

    [Theory]
    [InlineData("postgresql://oms:s%40cret%2F@db.example:5433/trading", "db.example", 5433, "oms", "s@cret/", "trading")]
    [InlineData("postgres://oms@db/trading", "db", 5432, "oms", null, "trading")]
    [InlineData("postgresql+asyncpg://u:p:q@[::1]:6000/d", "::1", 6000, "u", "p:q", "d")]
    [InlineData("postgresql://localhost", "localhost", 5432, null, null, null)]
    [InlineData("postgresql:///d?host=/var/run/postgresql&user=u", "/var/run/postgresql", 5432, "u", null, "d")]
    public void Postgres_urls_become_connection_strings(
        string url, string host, int port, string? user, string? password, string? database)
    {
        var parts = new NpgsqlConnectionStringBuilder(Assert.IsType<DatabaseUrl.Postgres>(DatabaseUrl.Parse(url)).ConnectionString);

        Assert.Equal((host, port, user, password, database), (parts.Host, parts.Port, parts.Username, parts.Password, parts.Database));
    }

    [Fact]
    public void Settings_of_libpq_are_understood()
    {
        var url = DatabaseUrl.Parse(
            "postgresql://h/d?sslmode=verify-full&connect_timeout=7&application_name=oms%20engine&target_session_attrs=read-write");

        var parts = new NpgsqlConnectionStringBuilder(Assert.IsType<DatabaseUrl.Postgres>(url).ConnectionString);
        Assert.Equal((SslMode.VerifyFull, 7, "oms engine", "read-write"),
            (parts.SslMode, parts.Timeout, parts.ApplicationName, parts.TargetSessionAttributes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("oms.db")]
    [InlineData("mysql://u:secret@h/d")]
    [InlineData("sqlite://oms.db")]
    [InlineData("sqlite:///")]
    [InlineData("sqlite:///:memory:")]
    [InlineData("postgresql://u:secret@h:port/d")]
    [InlineData("postgresql://u:secret@h/d?colour=red")]
    [InlineData("postgresql://u:secret@h/d?sslmode=perhaps")]
    public void What_is_no_database_url_is_refused_without_repeating_it(string url)
    {
        var refused = Assert.Throws<FormatException>(() => DatabaseUrl.Parse(url));

        Assert.DoesNotContain("secret", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_is_not_printed() =>
        Assert.Equal("postgresql://db:5433/trading", DatabaseUrl.Parse("postgresql://oms:secret@db:5433/trading").ToString());
}

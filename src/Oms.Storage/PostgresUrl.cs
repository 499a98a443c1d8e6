using System.Net;
using Npgsql;

namespace Oms.Storage;

/// <summary>The URL of libpq in Npgsql's words.</summary>
internal static class PostgresUrl
{
    // For each of a process's two or three pools. More at once would only wait in the server, and a burst of requests would spend the
    // machine on making connections.
    private const int PoolMax = 20;

    private static readonly Dictionary<string, string> Keywords = new(StringComparer.OrdinalIgnoreCase)
    {
        ["host"] = "Host",
        ["port"] = "Port",
        ["user"] = "Username",
        ["password"] = "Password",
        ["dbname"] = "Database",
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["connect_timeout"] = "Timeout",
        ["application_name"] = "Application Name",
        ["target_session_attrs"] = "Target Session Attributes",
        ["options"] = "Options",
    };

    public static string ToConnectionString(string rest)
    {
        if (!Uri.TryCreate($"postgresql://{rest}", UriKind.Absolute, out var uri))
            throw new FormatException("The PostgreSQL URL cannot be read; signs like / # ? @ in user or password are written as %2F %23 %3F %40");
        var parts = new NpgsqlConnectionStringBuilder { MaxPoolSize = PoolMax };
        if (uri.Host.Length > 0) parts.Host = uri.Host.Trim('[', ']');
        if (uri.Port > 0) parts.Port = uri.Port;
        if (uri.AbsolutePath.Trim('/') is { Length: > 0 } database) parts.Database = Uri.UnescapeDataString(database);
        var user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0) parts.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1) parts.Password = Uri.UnescapeDataString(user[1]);
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)) Set(parts, pair.Split('=', 2));
        if (string.IsNullOrEmpty(parts.Host)) parts.Host = "localhost";
        return parts.ToString();
    }

    private static void Set(NpgsqlConnectionStringBuilder parts, string[] pair)
    {
        var name = WebUtility.UrlDecode(pair[0]);
        var value = pair.Length > 1 ? WebUtility.UrlDecode(pair[1]) : "";
        if (name is "sslmode") value = value.Replace("-", "", StringComparison.Ordinal);
        try
        {
            parts[Keywords.GetValueOrDefault(name, name)] = value;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new FormatException($"The PostgreSQL URL has a setting {name} that is not known, or a value that does not fit it", e);
        }
    }
}

using System.Globalization;

namespace Oms.Server.Messaging;

/// <summary><c>redis://[:password@]host[:port][/database]</c>. Its text leaves the password out.</summary>
internal sealed record RedisUrl(string Host, int Port, string? Password, int Database)
{
    private const int PortDefault = 6379;
    private const int DatabaseMax = 15;

    /// <exception cref="FormatException">The text is no such URL; the message does not repeat it, since it may hold a password.</exception>
    public static RedisUrl Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme != "redis" || uri.Host.Length == 0)
            throw new FormatException("it is to be redis://[:password@]host[:port][/database]");
        var path = uri.AbsolutePath.Trim('/');
        var database = 0;
        if (path.Length > 0 && (!int.TryParse(path, NumberStyles.None, CultureInfo.InvariantCulture, out database) || database > DatabaseMax))
            throw new FormatException($"its database is a number up to {DatabaseMax}");
        var password = uri.UserInfo.Length == 0 ? null : Uri.UnescapeDataString(uri.UserInfo.Split(':', 2)[^1]);
        return new(uri.Host, uri.Port < 0 ? PortDefault : uri.Port, password, database);
    }

    public override string ToString() => $"redis://{Host}:{Port}/{Database}";
}

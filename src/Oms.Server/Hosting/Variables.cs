using System.Globalization;
using System.Net;
using Oms.Server.Messaging;

namespace Oms.Server.Hosting;

/// <summary>
/// Reads and checks variables of the environment. Each may be given as a file instead, by its name with <c>_FILE</c>: that is how secrets
/// reach containers. An empty variable is one that is not set.
/// </summary>
internal sealed class Variables(Func<string, string?> environment)
{
    private const string FileSuffix = "_FILE";

    /// <exception cref="SettingException">Given both ways, or the file cannot be read.</exception>
    public string? Read(string name)
    {
        var value = environment(name) is { Length: > 0 } given ? given : null;
        if (environment(name + FileSuffix) is not { Length: > 0 } path) return value;
        if (value is not null) throw new SettingException(name, $"is given twice, also as {name}{FileSuffix}");
        try
        {
            return File.ReadAllText(path).TrimEnd('\r', '\n') is { Length: > 0 } text ? text : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingException(name + FileSuffix, $"cannot be read: {e.Message}");
        }
    }

    public GivenKey? Key(string name) => Read(name) is { } value ? new(name, value) : null;

    public int Number(string name, int fallback, int min, int max)
    {
        if (Read(name) is not { } text) return fallback;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw new SettingException(name, $"is a whole number from {min} to {max}, not '{text}'");
    }

    /// <summary>Loopback when not given: nothing is open to others unless somebody says so.</summary>
    public IPAddress Address(string name) => Read(name) switch
    {
        null or "localhost" => IPAddress.Loopback,
        "*" => IPAddress.Any,
        var text => IPAddress.TryParse(text, out var address)
            ? address
            : throw new SettingException(name, $"is an address such as 127.0.0.1 or 0.0.0.0, not '{text}'"),
    };

    /// <summary>Addresses and networks parted by commas.</summary>
    public IReadOnlyList<IPNetwork> Networks(string name) =>
        [.. (Read(name) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(text => Network(name, text))];

    public RedisUrl? Redis(string name)
    {
        try
        {
            return Read(name) is { } text ? RedisUrl.Parse(text) : null;
        }
        catch (FormatException e)
        {
            throw new SettingException(name, $"cannot be used: {e.Message}");
        }
    }

    public Uri? Url(string name) => Read(name) is { } text ? Url(name, text) : null;

    /// <summary>One address for all shards, or <c>0=http://engine-0:8001,1=http://engine-1:8001</c>.</summary>
    public Uri? EngineUrl(string name, int shard)
    {
        if (Read(name) is not { } text) return null;
        if (!text.Contains('=')) return Url(name, text);
        var own = text.Split(',', StringSplitOptions.TrimEntries).Select(part => part.Split('=', 2))
            .FirstOrDefault(parts => parts.Length == 2 && parts[0] == shard.ToString(CultureInfo.InvariantCulture));
        return own is null ? throw new SettingException(name, $"names no engine for shard {shard}") : Url(name, own[1]);
    }

    private static Uri Url(string name, string text) =>
        Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new SettingException(name, $"is a URL such as http://engine:8001, not '{text}'");

    private static IPNetwork Network(string name, string text)
    {
        if (IPNetwork.TryParse(text, out var network)) return network;
        return IPAddress.TryParse(text, out var address)
            ? new(address, address.GetAddressBytes().Length * 8)
            : throw new SettingException(name, $"lists addresses and networks such as 172.16.0.0/12, not '{text}'");
    }
}

/// <summary>A key and the variable that it came from.</summary>
internal sealed record GivenKey(string Name, string Value);

/// <summary>A variable of the environment that cannot be used.</summary>
internal sealed class SettingException(string name, string fault) : Exception($"{name} {fault}");

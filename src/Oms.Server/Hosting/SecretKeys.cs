using System.Security.Cryptography;
using System.Text;

namespace Oms.Server.Hosting;

/// <summary>
/// The keys that tokens and API keys are signed with. Given by the environment, or in development generated once and kept under the data
/// directory, readable by its owner alone. Production brings its own: a weak or missing key stops the start.
/// </summary>
internal sealed record SecretKeys(byte[] Jwt, byte[] ApiKey)
{
    private const int KeyBytesMin = 32;

    /// <exception cref="SettingException">Production without a key, or with one that can be guessed.</exception>
    public static SecretKeys From(OmsSettings settings) => new(
        Key(settings, "JWT_SECRET_KEY", settings.JwtKey, "jwt.key"),
        Key(settings, "API_KEY_SECRET", settings.ApiKeySecret, "api-key.key"));

    private static byte[] Key(OmsSettings settings, string name, GivenKey? given, string file)
    {
        if (given is not null)
        {
            var bytes = Encoding.UTF8.GetBytes(given.Value);
            if (bytes.Length < KeyBytesMin || given.Value.Distinct().Count() < 8)
                throw new SettingException(given.Name, $"is weak: use at least {KeyBytesMin} random characters, e.g. of `openssl rand -base64 48`");
            return SHA256.HashData(bytes);
        }

        if (settings.IsProduction) throw new SettingException(name, "is not set, and production generates no keys");
        return Generated(Path.Combine(settings.DataDirectory, "secrets", file));
    }

    private static byte[] Generated(string path)
    {
        if (File.Exists(path)) return File.ReadAllBytes(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? ".");
        var made = $"{path}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(made, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(KeyBytesMin));
            file.Flush(flushToDisk: true);
        }

        // Two roles may start at once on the same directory: the first file stands, and both read it.
        try
        {
            File.Move(made, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(made);
        }

        return File.ReadAllBytes(path);
    }
}

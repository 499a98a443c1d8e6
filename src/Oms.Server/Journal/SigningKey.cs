using System.Security.Cryptography;
using Oms.Engine.Journal;
using Oms.Server.Hosting;

namespace Oms.Server.Journal;

/// <summary>
/// The key that the journal's heads are signed with: given as PEM by <c>OMS_SIGNING_KEY</c>, or made once and kept under the data directory,
/// readable by its owner alone.
/// </summary>
internal static class SigningKey
{
    /// <exception cref="SettingException">What was given is no key on the curve P-256.</exception>
    public static HeadKey Of(OmsSettings settings) => Find(settings) ?? Make(settings);

    /// <summary>Null when none was given and none has been made: nothing was ever signed here.</summary>
    public static HeadKey? Find(OmsSettings settings)
    {
        if (settings.SigningKey is { } pem) return Read(pem, "OMS_SIGNING_KEY");
        var file = PathOf(settings);
        return File.Exists(file) ? Read(File.ReadAllText(file), file) : null;
    }

    private static HeadKey Read(string pem, string from)
    {
        try
        {
            return HeadKey.FromPem(pem);
        }
        catch (CryptographicException e)
        {
            throw new SettingException(from, $"cannot be used: {e.Message}");
        }
    }

    private static HeadKey Make(OmsSettings settings)
    {
        var path = PathOf(settings);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? ".");
        var made = $"{path}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(made, options))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(HeadKey.NewPem()));
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

        return Read(File.ReadAllText(path), path);
    }

    private static string PathOf(OmsSettings settings) => Path.Combine(settings.DataDirectory, "secrets", "signing.pem");
}

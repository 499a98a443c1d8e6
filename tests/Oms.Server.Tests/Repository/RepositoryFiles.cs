using System.Runtime.CompilerServices;

namespace Oms.Server.Tests.Repository;

/// <summary>The files of this repository, for tests that hold it to its own rules.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Whether there is a tape of this file name, or a test named Class.Method.</summary>
    public static bool HasTest(string name)
    {
        var tests = Path.Combine(Root, "tests");
        if (name.EndsWith(".tape", StringComparison.Ordinal)) return Directory.EnumerateFiles(tests, name, SearchOption.AllDirectories).Any();
        var (type, method) = (name.Split('.')[0], name.Split('.')[1]);
        return Directory.EnumerateFiles(tests, $"{type}.cs", SearchOption.AllDirectories)
            .Any(file => File.ReadAllText(file).Contains($" {method}(", StringComparison.Ordinal));
    }

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(here) ?? ".");
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Oms.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("the tests do not run inside the repository");
    }
}

using System.Runtime.CompilerServices;

namespace Oms.Server.Tests.Repository;

/// <summary>The files of this repository, for tests that hold it to its own rules.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(here) ?? ".");
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Oms.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("the tests do not run inside the repository");
    }
}

using System.Text.RegularExpressions;

namespace Oms.Server.Tests.Repository;

public sealed partial class DocumentTests
{
    public static TheoryData<string> Documents => [.. new[] { "", "docs", "docs/runbooks" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, folder), "*.md"))
        .Select(file => Path.GetRelativePath(RepositoryFiles.Root, file))];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_in_documents_lead_somewhere(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(RepositoryFiles.Root, document)) ?? "";

        var broken = Links().Matches(RepositoryFiles.Read(document)).Select(match => match.Groups["to"].Value)
            .Where(to => !to.StartsWith("http", StringComparison.Ordinal) && !to.StartsWith('#'))
            .Where(to => !Path.Exists(Path.Combine(folder, to.Split('#')[0])));

        Assert.Empty(broken);
    }

    [Fact]
    public void Every_proof_that_the_list_of_failures_names_exists()
    {
        var tests = Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .ToLookup(Path.GetFileNameWithoutExtension);
        var tapes = Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "tests/Oms.Trading.Tests/Orders/Tapes")).Select(Path.GetFileName).ToHashSet();
        var proofs = Proofs().Matches(RepositoryFiles.Read("docs/failures.md"));

        var missing = proofs.Where(proof => !tapes.Contains(proof.Groups["tape"].Value)
            && !tests[proof.Groups["type"].Value].Any(file => File.ReadAllText(file).Contains($" {proof.Groups["method"].Value}(", StringComparison.Ordinal)));

        Assert.Empty(missing);
        Assert.True(proofs.Count > 40);
    }

    [Fact]
    public void Every_make_target_is_explained()
    {
        var makefile = RepositoryFiles.Read("Makefile");
        var phony = Phony().Matches(makefile).SelectMany(line => line.Groups["names"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.All(phony, name => Assert.Matches($@"(?m)^{name}:.*## \S", makefile));
    }

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Links();

    [GeneratedRegex(@"`(?:(?<tape>[\w-]+\.tape)|(?<type>\w+)\.(?<method>\w+))`", RegexOptions.ExplicitCapture)]
    private static partial Regex Proofs();

    [GeneratedRegex(@"(?m)^\.PHONY: (?<names>.*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Phony();
}

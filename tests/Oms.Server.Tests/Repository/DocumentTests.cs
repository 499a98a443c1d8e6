using System.Text.RegularExpressions;

namespace Oms.Server.Tests.Repository;

public sealed partial class DocumentTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("ARCHITECTURE.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("docs/api.md")]
    [InlineData("docs/journal.md")]
    [InlineData("docs/certificate.md")]
    [InlineData("docs/failures.md")]
    [InlineData("docs/operations.md")]
    [InlineData("docs/paper-gateway.md")]
    [InlineData("docs/reconciliation.md")]
    [InlineData("docs/jobs.md")]
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
        var proofs = Proofs().Matches(RepositoryFiles.Read("docs/failures.md")).Select(match => match.Groups["name"].Value).ToHashSet();

        var missing = proofs.Where(proof => !RepositoryFiles.HasTest(proof));

        Assert.Empty(missing);
        Assert.True(proofs.Count > 40);
    }

    [Fact]
    public void Every_make_target_is_explained()
    {
        var makefile = RepositoryFiles.Read("Makefile");
        var phony = Phony().Match(makefile).Groups["names"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        Assert.All(phony, name => Assert.Matches($@"(?m)^{name}:.*## \S", makefile));
    }

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Links();

    [GeneratedRegex(@"`(?<name>\w+\.\w+|[\w-]+\.tape)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Proofs();

    [GeneratedRegex(@"(?m)^\.PHONY: (?<names>.*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Phony();
}

using System.Xml.Linq;

namespace Oms.Server.Tests.Repository;

public sealed class DependencyRuleTests
{
    // The arrows of ARCHITECTURE.md. Server refers to PaperGateway because it starts it as one of the program's roles.
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Oms.Trading"] = [],
        ["Oms.Engine"] = ["Oms.Trading"],
        ["Oms.Storage"] = ["Oms.Engine"],
        ["Oms.Tws"] = [],
        ["Oms.PaperGateway"] = ["Oms.Tws"],
        ["Oms.InteractiveBrokers"] = ["Oms.Engine", "Oms.Tws"],
        ["Oms.Server"] = ["Oms.InteractiveBrokers", "Oms.PaperGateway", "Oms.Storage"],
    };

    [Fact]
    public void Projects_refer_to_what_the_architecture_allows_and_to_nothing_else()
    {
        var actual = Projects().ToDictionary(
            path => Path.GetFileNameWithoutExtension(path),
            path => References(path, "ProjectReference").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal).ToArray(),
            StringComparer.Ordinal);

        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        Assert.All(Allowed, pair => Assert.Equal(pair.Value.Order(StringComparer.Ordinal), actual[pair.Key]));
    }

    [Fact]
    public void Trading_and_the_wire_take_no_packages()
    {
        foreach (var name in new[] { "Oms.Trading", "Oms.Tws", "Oms.PaperGateway" })
            Assert.Empty(References(Path.Combine(RepositoryFiles.Root, "src", name, $"{name}.csproj"), "PackageReference"));
        Assert.Empty(References(Path.Combine(RepositoryFiles.Root, "src", "Oms.Trading", "Oms.Trading.csproj"), "FrameworkReference"));
    }

    [Fact]
    public void The_dashboard_talks_to_nothing_but_the_public_api()
    {
        var calls = Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "src", "dashboard", "src"), "*.ts*", SearchOption.AllDirectories)
            .SelectMany(path => File.ReadLines(path).Where(line => line.Contains("http://", StringComparison.Ordinal)
                || line.Contains("https://", StringComparison.Ordinal)).Select(line => $"{Path.GetFileName(path)}: {line.Trim()}"))
            .Where(line => !line.Contains("www.w3.org", StringComparison.Ordinal));

        Assert.Empty(calls);
    }

    private static IEnumerable<string> Projects() =>
        Directory.EnumerateDirectories(Path.Combine(RepositoryFiles.Root, "src"), "Oms.*").SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj"));

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument.Load(project).Descendants(kind).Select(reference => reference.Attribute("Include")?.Value ?? "");
}

using System.Diagnostics;
using System.Text.RegularExpressions;
using Oms.Server.Tests.Fixtures;

namespace Oms.Server.Tests.Repository;

/// <summary>The README's session is typed into a real shell against the running product, and what comes back is what stands there.</summary>
public sealed partial class ReadmeSessionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task The_session_of_the_readme_is_what_really_comes_back()
    {
        await using var app = await OmsApp.StartAsync();
        await app.UntilPricedAsync("AAPL");
        var steps = Steps(RepositoryFiles.Read("README.md")).ToArray();
        Assert.True(steps.Length >= 7);

        foreach (var (command, expected) in steps)
        {
            // A reader takes a moment between two commands; asking again stands for it, and every request of the session may be repeated.
            using var patience = new CancellationTokenSource(Patience);
            var actual = await ShellAsync(app, command);
            while (Mask(actual) != Mask(expected) && !patience.IsCancellationRequested && IsQuestion(command))
                actual = await ShellAsync(app, command);

            Assert.Equal(Mask(expected), Mask(actual));
        }
    }

    private static IEnumerable<(string Command, string Expected)> Steps(string readme)
    {
        foreach (Match block in Blocks().Matches(readme))
        {
            foreach (var step in block.Groups["text"].Value.Split("$ ", StringSplitOptions.RemoveEmptyEntries))
            {
                if (!step.Contains("curl", StringComparison.Ordinal)) continue;
                var end = step.IndexOf('\n', StringComparison.Ordinal);
                yield return (step[..end], step[(end + 1)..].Trim());
            }
        }
    }

    private static bool IsQuestion(string command) =>
        !command.Contains(" -d ", StringComparison.Ordinal) && !command.Contains("-X", StringComparison.Ordinal);

    private static async Task<string> ShellAsync(OmsApp app, string command)
    {
        var start = new ProcessStartInfo("bash") { UseShellExecute = false, RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(command);
        start.Environment["BASE"] = app.Address.ToString().TrimEnd('/');
        start.Environment["AUTH"] = $"Authorization: {app.Http.DefaultRequestHeaders.Authorization}";
        using var process = Process.Start(start) ?? throw new InvalidOperationException("bash did not start");
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output.Trim();
    }

    // Ids, seqs and prices differ from run to run; everything else does not.
    private static string Mask(string text) => Numbers().Replace(text, "#");

    [GeneratedRegex(@"```console\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"[0-9a-f]{32}|-?\d+(\.\d+)?")]
    private static partial Regex Numbers();
}

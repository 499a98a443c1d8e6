using System.CommandLine;
using Oms.Server.Deployment;
using Oms.Server.Hosting;

namespace Oms.Server.Commands;

/// <summary><c>oms check</c>: whether the settings can be used; with <c>--deploy</c>, whether they are safe.</summary>
internal static class CheckCommand
{
    private static readonly Option<bool> Deploy = new("--deploy") { Description = "list what is unsafe for production; exit code 1 when something must not go live" };

    public static Command Create()
    {
        var command = new Command("check", "Check the settings of the environment without starting anything") { Deploy };
        command.SetAction((parsed, ct) => Failures.GuardAsync(() => RunAsync(OmsSettings.FromEnvironment(), parsed.GetValue(Deploy), ct)));
        return command;
    }

    private static async Task<int> RunAsync(OmsSettings settings, bool deploy, CancellationToken ct)
    {
        if (!deploy)
        {
            Console.WriteLine($"The settings can be used: {settings.Database}, broker {settings.BrokerHost ?? "of its own"}:{settings.BrokerPort}, shard {settings.Shard}");
            return 0;
        }

        List<Finding> findings = [.. DeploymentCheck.Check(settings, Environment.GetEnvironmentVariable)];
        if (findings.TrueForAll(finding => finding.Code is not ("KEY_MISSING" or "KEY_WEAK")))
        {
            await using var app = RoleHost.Build(settings, WebRole.Role);
            findings.AddRange(await DatabaseCheck.CheckAsync(app.Services, ct));
        }

        foreach (var finding in findings.OrderBy(finding => finding.Severity)) Console.WriteLine($"{finding.Severity,-8} {finding.Code,-24} {finding.Detail}");
        var errors = findings.Count(finding => finding.Severity is FindingSeverity.Error);
        Console.WriteLine(findings.Count == 0 ? "Nothing unsafe was found." : $"{errors} to mend before it goes live, {findings.Count - errors} to think about.");
        return errors == 0 ? 0 : Failures.Failed;
    }
}

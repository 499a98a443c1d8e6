using System.CommandLine;
using Oms.Server.Hosting;

namespace Oms.Server.Commands;

/// <summary><c>oms monitor</c>: the page over workers, queues, runs and schedules.</summary>
internal static class MonitorCommand
{
    public static Command Create()
    {
        var command = new Command("monitor", "Show workers, queues, runs and schedules as a page, behind FLOWER_USER and FLOWER_PASSWORD");
        command.SetAction((_, ct) => Failures.GuardAsync(() => RunAsync(OmsSettings.FromEnvironment(), ct)));
        return command;
    }

    private static async Task<int> RunAsync(OmsSettings settings, CancellationToken ct)
    {
        await using var app = RoleHost.Build(settings, MonitorRole.Role);
        await Preparation.WaitForDatabaseAsync(app.Services, ct);
        await app.StartAsync(ct);
        Console.WriteLine($"The monitor is at http://{settings.Address}:{settings.Jobs.MonitorPort}");
        await app.WaitForShutdownAsync(ct);
        return 0;
    }
}

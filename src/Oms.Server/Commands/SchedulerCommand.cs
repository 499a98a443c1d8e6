using System.CommandLine;
using Oms.Server.Hosting;
using Oms.Server.Schedules;

namespace Oms.Server.Commands;

/// <summary><c>oms scheduler</c>: fires the schedules that are kept in the database.</summary>
internal static class SchedulerCommand
{
    public static Command Create()
    {
        var command = new Command("scheduler", "Fire the schedules that are kept in the database; a second one takes over when the first is gone");
        command.SetAction((_, ct) => Failures.GuardAsync(() => RunAsync(OmsSettings.FromEnvironment(), ct)));
        return command;
    }

    private static async Task<int> RunAsync(OmsSettings settings, CancellationToken ct)
    {
        await using var app = RoleHost.Build(settings, SchedulerRole.Role);
        await Preparation.WaitForDatabaseAsync(app.Services, ct);
        await SchedulerServices.PrepareAsync(settings.Database, ct);
        await app.StartAsync(ct);
        Console.WriteLine($"The scheduler runs; health at http://{settings.Address}:{settings.Jobs.SchedulerPort}");
        await app.WaitForShutdownAsync(ct);
        return 0;
    }
}

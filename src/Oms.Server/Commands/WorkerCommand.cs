using System.CommandLine;
using Oms.Server.Hosting;

namespace Oms.Server.Commands;

/// <summary><c>oms worker</c>: does background work.</summary>
internal static class WorkerCommand
{
    public static Command Create()
    {
        var command = new Command("worker", "Run background jobs, WORKER_CONCURRENCY at once (4); start as many workers as are needed");
        command.SetAction((_, ct) => Failures.GuardAsync(() => RunAsync(OmsSettings.FromEnvironment(), ct)));
        return command;
    }

    private static async Task<int> RunAsync(OmsSettings settings, CancellationToken ct)
    {
        await using var app = RoleHost.Build(settings, WorkerRole.Role);
        await Preparation.WaitForDatabaseAsync(app.Services, ct);
        await app.StartAsync(ct);
        Console.WriteLine($"The worker runs {settings.Jobs.Concurrency} jobs at once; health at http://{settings.Address}:{settings.Jobs.WorkerPort}");
        await app.WaitForShutdownAsync(ct);
        return 0;
    }
}

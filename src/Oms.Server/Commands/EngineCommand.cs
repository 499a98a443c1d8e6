using System.CommandLine;
using Oms.Engine;
using Oms.Server.Hosting;

namespace Oms.Server.Commands;

/// <summary><c>oms engine</c>: the only writer of a shard. It ends when it can no longer trust itself; whoever supervises it starts it again.</summary>
internal static class EngineCommand
{
    public static Command Create()
    {
        var command = new Command("engine", "Run the engine of a shard: the only writer of its orders, and the link to the broker");
        command.SetAction((_, ct) => Failures.GuardAsync(() => RunAsync(OmsSettings.FromEnvironment(), ct)));
        return command;
    }

    private static async Task<int> RunAsync(OmsSettings settings, CancellationToken ct)
    {
        await using var app = RoleHost.Build(settings, EngineRole.Role);
        await Preparation.WaitForDatabaseAsync(app.Services, ct);
        await app.StartAsync(ct);
        var engine = app.Services.GetRequiredService<EngineService>();
        await engine.Recovered.WaitAsync(ct);
        Console.WriteLine($"The engine of shard {settings.Shard} runs, for its own processes at http://{settings.Address}:{settings.EnginePort}");
        var shutdown = app.WaitForShutdownAsync(ct);
        if (await Task.WhenAny(shutdown, engine.ExecuteTask ?? shutdown) == shutdown) return 0;
        if (ct.IsCancellationRequested) return 0;
        var reason = app.Services.GetRequiredService<Sequencer>().StopReason;
        await app.StopAsync(CancellationToken.None);
        throw new IOException($"the engine stopped: {reason}");
    }
}

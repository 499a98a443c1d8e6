using System.CommandLine;
using Oms.Engine;
using Oms.PaperGateway;
using Oms.Server.Hosting;
using Oms.Server.Schedules;

namespace Oms.Server.Commands;

/// <summary><c>oms run</c>: everything in one process.</summary>
internal static class RunCommand
{
    /// <summary>The roles of a process that does everything. Those without pages for people need no port.</summary>
    public static readonly IReadOnlyList<Role> Roles =
    [
        EngineRole.Role with { Listener = null }, WebRole.Role, WorkerRole.Role with { Listener = null },
        SchedulerRole.Role with { Listener = null }, MonitorRole.Role,
    ];

    public static Command Create()
    {
        var command = new Command("run", "Run everything in one process: API, dashboard, engine, jobs, monitor, and a paper gateway unless IB_HOST names a broker");
        command.SetAction((_, ct) => Failures.GuardAsync(() => RunAsync(OmsSettings.FromEnvironment(), ct)));
        return command;
    }

    private static async Task<int> RunAsync(OmsSettings settings, CancellationToken ct)
    {
        await using var app = RoleHost.Build(settings, Roles);
        await using var paper = settings.BrokerHost is null ? await StartPaperAsync(app, settings, ct) : null;
        await Preparation.RunAsync(app.Services, settings, ct);
        await SchedulerServices.PrepareAsync(settings.Database, ct);
        await app.StartAsync(ct);
        await app.Services.GetRequiredService<EngineService>().Recovered.WaitAsync(ct);
        Console.WriteLine($"OMS Trading runs at http://{settings.WebAddress}:{settings.WebPort}  (data in {settings.DataDirectory}, Ctrl-C stops it)");
        Console.WriteLine($"Background work: http://{settings.Address}:{settings.Jobs.MonitorPort}");
        await app.WaitForShutdownAsync(ct);
        return 0;
    }

    private static async Task<PaperGatewayHost> StartPaperAsync(WebApplication app, OmsSettings settings, CancellationToken ct)
    {
        var paper = new PaperGatewayHost(
            new PaperGatewayOptions
            {
                Port = settings.PaperPort,
                StatusPort = settings.PaperStatusPort,
                DataDirectory = Path.Combine(settings.DataDirectory, "paper-gateway"),
                MasterClientId = settings.WitnessClientId, // It hears of the orders of all clients, as at IB.
            },
            TimeProvider.System,
            app.Services.GetRequiredService<ILoggerFactory>());
        await paper.StartAsync(ct);
        return paper;
    }
}

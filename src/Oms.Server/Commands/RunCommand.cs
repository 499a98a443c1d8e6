using System.CommandLine;
using Oms.Engine;
using Oms.PaperGateway;
using Oms.Server.Hosting;

namespace Oms.Server.Commands;

/// <summary><c>oms run</c>: everything in one process.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var command = new Command("run", "Run everything in one process: API, dashboard, engine, and a paper gateway unless IB_HOST names a broker");
        command.SetAction((_, ct) => Failures.GuardAsync(() => RunAsync(OmsSettings.FromEnvironment(), ct)));
        return command;
    }

    private static async Task<int> RunAsync(OmsSettings settings, CancellationToken ct)
    {
        await using var app = ServerHost.Build(settings);
        await using var paper = settings.BrokerHost is null ? await StartPaperAsync(app, settings, ct) : null;
        if (await Preparation.RunAsync(app.Services, settings, ct) is { } created) Greet(created);
        await app.StartAsync(ct);
        await app.Services.GetRequiredService<EngineService>().Recovered.WaitAsync(ct);
        Console.WriteLine($"OMS Trading runs at http://{settings.WebAddress}:{settings.WebPort}  (data in {settings.DataDirectory}, Ctrl-C stops it)");
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
            },
            TimeProvider.System,
            app.Services.GetRequiredService<ILoggerFactory>());
        await paper.StartAsync(ct);
        return paper;
    }

    // The password is shown once and kept nowhere.
    private static void Greet(FirstUser created) => Console.WriteLine($"First start: sign in as {created.Email}"
        + (created.GeneratedPassword is { } password ? $" with the password {password}  (shown this once)" : ""));
}

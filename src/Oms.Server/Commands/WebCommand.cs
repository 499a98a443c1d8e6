using System.CommandLine;
using Oms.Server.Hosting;

namespace Oms.Server.Commands;

/// <summary><c>oms web</c>: API, streams and dashboard, for an engine elsewhere (OMS_ENGINE_URL).</summary>
internal static class WebCommand
{
    public static Command Create()
    {
        var command = new Command("web", "Run API, streams and dashboard beside an engine elsewhere; start as many as are needed");
        command.SetAction((_, ct) => Failures.GuardAsync(() => RunAsync(OmsSettings.FromEnvironment(), ct)));
        return command;
    }

    private static async Task<int> RunAsync(OmsSettings settings, CancellationToken ct)
    {
        await using var app = RoleHost.Build(settings, WebRole.Role);
        await Preparation.WaitForDatabaseAsync(app.Services, ct);
        await Preparation.RunAsync(app.Services, settings, ct);
        await app.StartAsync(ct);
        Console.WriteLine($"OMS Trading is at http://{settings.WebAddress}:{settings.WebPort}, its engine at {settings.EngineUrl}");
        await app.WaitForShutdownAsync(ct);
        return 0;
    }
}

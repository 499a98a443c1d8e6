using System.CommandLine;
using Oms.Server.Hosting;

namespace Oms.Server.Commands;

/// <summary><c>oms health</c>: asks the process beside it, for container health checks that have no curl.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var command = new Command("health", "Ask the running program whether it is ready; exit code 0 when it is");
        command.SetAction((_, ct) => Failures.GuardAsync(() => AskAsync(OmsSettings.FromEnvironment(), ct)));
        return command;
    }

    private static async Task<int> AskAsync(OmsSettings settings, CancellationToken ct)
    {
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{settings.WebPort}/api/v1/health/ready"), ct);
            Console.WriteLine(await answer.Content.ReadAsStringAsync(ct));
            return answer.IsSuccessStatusCode ? 0 : Failures.Failed;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"oms: nothing answers on port {settings.WebPort}: {e.Message}");
            return Failures.Failed;
        }
    }
}

using System.CommandLine;
using System.Net;
using Oms.Server.Hosting;

namespace Oms.Server.Commands;

/// <summary><c>oms health [ROLE]</c>: asks the process beside it, for container health checks that have no curl.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const string PaperGateway = "paper-gateway"; // A role of the program that is no web application of ours.

    private static readonly string[] Names = [.. Role.All.Select(role => role.Name), PaperGateway];

    private static readonly Argument<string> RoleName = new("role")
    {
        Description = $"which one: {string.Join(", ", Names)}",
        DefaultValueFactory = _ => WebRole.Role.Name,
    };

    public static Command Create()
    {
        RoleName.AcceptOnlyFromAmong(Names);
        var command = new Command("health", "Ask the running program whether it is ready; exit code 0 when it is") { RoleName };
        command.SetAction((parsed, ct) => Failures.GuardAsync(() => AskAsync(OmsSettings.FromEnvironment(), parsed.GetValue(RoleName), ct)));
        return command;
    }

    private static async Task<int> AskAsync(OmsSettings settings, string? name, CancellationToken ct)
    {
        var listener = name is PaperGateway
            ? new IPEndPoint(settings.Address, settings.PaperStatusPort ?? throw new SettingException("OMS_PAPER_STATUS_PORT", "is not set, so the paper gateway answers no questions"))
            : Role.All.First(role => role.Name == name).Listener?.Invoke(settings) ?? throw new InvalidOperationException($"the role {name} has no port");
        var address = listener.Address.Equals(IPAddress.Any) ? IPAddress.Loopback : listener.Address;
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(new Uri($"http://{new IPEndPoint(address, listener.Port)}/health/ready"), ct);
            Console.WriteLine(await answer.Content.ReadAsStringAsync(ct));
            return answer.IsSuccessStatusCode ? 0 : Failures.Failed;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"oms: nothing answers on port {listener.Port}: {e.Message}");
            return Failures.Failed;
        }
    }
}

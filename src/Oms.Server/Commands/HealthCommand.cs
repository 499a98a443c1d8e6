using System.CommandLine;
using System.Net;
using System.Net.Sockets;
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
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            var (isReady, body) = await AskAsync(new(address, listener.Port), patience.Token);
            Console.WriteLine(body);
            return isReady ? 0 : Failures.Failed;
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"oms: nothing answers on port {listener.Port}: {e.Message}");
            return Failures.Failed;
        }
    }

    // Asked every few seconds in each container, so it is asked by hand: starting an HTTP client takes twice the time of all the rest.
    private static async Task<(bool IsReady, string Body)> AskAsync(IPEndPoint listener, CancellationToken ct)
    {
        using var socket = new Socket(listener.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(listener, ct);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync("GET /health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n"u8.ToArray(), ct);
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync(ct);
        var body = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return body < 0 ? throw new IOException("the answer was cut off") : (answer.Split(' ', 3) is [_, "200", _], answer[(body + 4)..]);
    }
}

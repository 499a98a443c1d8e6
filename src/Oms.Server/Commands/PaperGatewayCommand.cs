using System.CommandLine;
using System.Net;
using Oms.PaperGateway;
using Oms.PaperGateway.Instruments;
using Oms.Server.Hosting;

namespace Oms.Server.Commands;

/// <summary><c>oms paper-gateway</c>: the simulated broker on its own.</summary>
internal static class PaperGatewayCommand
{
    private static readonly Option<int?> Port = new("--port") { Description = "where clients connect (OMS_PAPER_PORT, else 7497); 0 picks a free one" };
    private static readonly Option<ulong> Seed = new("--seed") { Description = "seed of the market; the same seed makes the same prices", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> Data = new("--data") { Description = "folder of its books (paper-gateway in OMS_DATA_DIR)" };
    private static readonly Option<ClockMode> Clock = new("--clock") { Description = "real, or virtual: time moves only when told to" };
    private static readonly Option<HoursMode> Hours = new("--hours") { Description = "continuous: always open; exchange: the hours of the real exchanges" };
    private static readonly Option<DateTimeOffset?> Start = new("--start") { Description = "where a virtual clock begins, e.g. 2026-11-23T14:30:00Z; now when not given" };
    private static readonly Option<int?> Master = new("--master-client") { Description = "client id that is told about the orders of all clients" };
    private static readonly Option<string?> Bind = new("--bind") { Description = "address to listen on; loopback when not given" };
    private static readonly Option<int?> Status = new("--status-port") { Description = "port of the status page and of fault injection; off when not given" };

    public static Command Create()
    {
        var command = new Command("paper-gateway",
            "Run a simulated broker that speaks the TWS socket protocol: any TWS client can connect to it and trade on account DU123456")
        {
            Port, Seed, Data, Clock, Start, Hours, Master, Bind, Status,
        };
        command.SetAction((parsed, ct) => Failures.GuardAsync(() => RunAsync(OmsSettings.FromEnvironment(), parsed, ct)));
        return command;
    }

    private static async Task<int> RunAsync(OmsSettings settings, ParseResult parsed, CancellationToken ct)
    {
        using var loggers = LoggerFactory.Create(logging => Logging.Configure(logging, settings));
        var options = new PaperGatewayOptions
        {
            Port = parsed.GetValue(Port) ?? settings.PaperPort,
            Seed = parsed.GetValue(Seed),
            DataDirectory = parsed.GetValue(Data) ?? Path.Combine(settings.DataDirectory, "paper-gateway"),
            Clock = parsed.GetValue(Clock),
            VirtualStart = parsed.GetValue(Start),
            Hours = parsed.GetValue(Hours),
            MasterClientId = parsed.GetValue(Master),
            BindAddress = parsed.GetValue(Bind) is { } address ? IPAddress.Parse(address) : null,
            StatusPort = parsed.GetValue(Status),
        };
        await using var gateway = new PaperGatewayHost(options, TimeProvider.System, loggers);
        await gateway.StartAsync(ct);
        Console.WriteLine($"The paper gateway takes TWS clients on port {gateway.Port}  (books in {options.DataDirectory}, Ctrl-C stops it)");
        if (gateway.StatusPort is { } status) Console.WriteLine($"Books, clock and faults are at http://127.0.0.1:{status}");
        await WaitAsync(gateway, ct);
        await gateway.StopAsync(CancellationToken.None);
        return 0;
    }

    private static async Task WaitAsync(PaperGatewayHost gateway, CancellationToken ct)
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = ct.Register(stop.SetResult);
        await await Task.WhenAny(gateway.Completion, stop.Task); // Books that cannot be kept end the program.
    }
}

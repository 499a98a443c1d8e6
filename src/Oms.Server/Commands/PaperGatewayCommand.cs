using System.CommandLine;
using System.Net;
using Oms.PaperGateway;
using Oms.PaperGateway.Faults;
using Oms.PaperGateway.Instruments;
using Oms.PaperGateway.Market;
using Oms.Server.Hosting;

namespace Oms.Server.Commands;

/// <summary><c>oms paper-gateway</c>: the simulated broker on its own.</summary>
internal static class PaperGatewayCommand
{
    private const string Summary =
        """
        Run a simulated broker that speaks the TWS socket protocol. Any TWS client (server versions 176 to 178) can connect to it and
        trade 42 instruments on account DU123456. Its books outlive a restart; the same seed makes the same market.

        Examples:
          oms paper-gateway                                  clients on 7497, books under data/paper-gateway
          oms paper-gateway --status-port 7498               and http://127.0.0.1:7498/books shows the books
          oms paper-gateway --hours exchange --seed 42       real trading hours, another market
          oms paper-gateway --clock virtual --status-port 7498
            curl -X POST -H 'Content-Type: application/json' -d '{"advance":"00:05:00"}' http://127.0.0.1:7498/clock
          oms paper-gateway --clock virtual --speed 60       a minute each second
          oms paper-gateway --market day.csv                 a recorded day in place of the invented market
          oms paper-gateway --fault drop-after-order --fault '+30s notice code=1100' --fault '+40s notice code=1102'

        Faults, for --fault, --script and POST /script (all take client=ID count=N):
          drop-before-order, drop-after-order     cut the connection around an order
          cut-frame, repeat, reorder, delay       do that to a message (message=OrderStatus or '*', delay=2s)
          stop-answering                          swallow messages (count=all message='*')
          reject-order, reject-cancel, reject-modify   say no (reason="...")
          roll-back-next-id                       tell an order id that is too low (by=N)
          fill-after-cancel                       fill an order whose cancel was confirmed (quantity= price=)
          correct-execution                       tell the next fill again as revision .02 (quantity= price=)
        At once or at a time ('+90s', '15:59:30' in New York, or ISO 8601):
          notice code=1100 [text="..."], disconnect [client=], move symbol= price=, clear [kind=]
          fill-elsewhere symbol= quantity= [price= account=], correct [exec= quantity= price=]
        docs/paper-gateway.md tells more.
        """;

    private static readonly Option<int?> Port = new("--port") { Description = "where clients connect (OMS_PAPER_PORT, else 7497); 0 picks a free one" };
    private static readonly Option<ulong> Seed = new("--seed") { Description = "seed of the market; the same seed makes the same prices", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> Data = new("--data") { Description = "folder of its books (paper-gateway in OMS_DATA_DIR)" };
    private static readonly Option<ClockMode> Clock = new("--clock") { Description = "real, or virtual: time moves only when told to" };
    private static readonly Option<double?> Speed = new("--speed") { Description = "how many times as fast as the real one a virtual clock goes by itself" };
    private static readonly Option<string[]> Market = new("--market") { Description = "CSV of bars, trades or quotes to play in place of the invented market; may be repeated", DefaultValueFactory = _ => [] };
    private static readonly Option<HoursMode> Hours = new("--hours") { Description = "continuous: always open; exchange: the hours of the real exchanges" };
    private static readonly Option<DateTimeOffset?> Start = new("--start") { Description = "where a virtual clock begins, e.g. 2026-11-23T14:30:00Z; with the recorded market, or now, when not given" };
    private static readonly Option<int?> Master = new("--master-client") { Description = "client id that is told about the orders of all clients (IB_WITNESS_CLIENT_ID, else 101)" };
    private static readonly Option<string?> Bind = new("--bind") { Description = "address to listen on (OMS_ADDRESS); loopback when not given" };
    private static readonly Option<int?> Status = new("--status-port") { Description = "HTTP port of books, health and faults (OMS_PAPER_STATUS_PORT); off when not given" };
    private static readonly Option<string[]> Faults = new("--fault") { Description = "a line of a script: what goes wrong, and perhaps when; may be repeated", DefaultValueFactory = _ => [] };
    private static readonly Option<string?> Script = new("--script") { Description = "file of such lines" };

    public static Command Create()
    {
        var command = new Command("paper-gateway", Summary)
        {
            Port, Seed, Data, Clock, Start, Speed, Market, Hours, Master, Bind, Status, Faults, Script,
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
            Speed = SpeedOf(parsed.GetValue(Speed)),
            Market = await MarketOfAsync(parsed, ct),
            Hours = parsed.GetValue(Hours),
            MasterClientId = parsed.GetValue(Master) ?? settings.WitnessClientId,
            BindAddress = (parsed.GetValue(Bind) ?? settings.PaperAddress) is { } address ? AddressOf(address) : null,
            StatusPort = parsed.GetValue(Status) ?? settings.PaperStatusPort,
            Script = await ScriptOfAsync(parsed, ct),
        };
        await using var gateway = new PaperGatewayHost(options, TimeProvider.System, loggers);
        await gateway.StartAsync(ct);
        Console.WriteLine($"The paper gateway takes TWS clients on port {gateway.Port}  (books in {options.DataDirectory}, Ctrl-C stops it)");
        if (options.Market.Begins is not null) Console.WriteLine($"It plays {options.Market.Summary}");
        if (gateway.StatusPort is { } status) Console.WriteLine($"Books, clock and faults are at http://127.0.0.1:{status}");
        await WaitAsync(gateway, ct);
        await gateway.StopAsync(CancellationToken.None);
        return 0;
    }

    private static IPAddress AddressOf(string text) =>
        IPAddress.TryParse(text, out var address) ? address : throw new SettingException("--bind", $"is an address, not '{text}'");

    private static double? SpeedOf(double? speed) =>
        speed is null or > 0 and <= 100_000 ? speed : throw new SettingException("--speed", $"is a number up to 100000, not {speed}");

    private static async Task<RecordedMarket> MarketOfAsync(ParseResult parsed, CancellationToken ct)
    {
        var market = RecordedMarket.None;
        foreach (var file in parsed.GetValue(Market) ?? [])
        {
            var lines = await File.ReadAllLinesAsync(file, ct);
            market = market.With(Understood($"--market {file}", () => RecordedMarket.Parse(lines)));
        }

        return market;
    }

    private static async Task<FaultScript> ScriptOfAsync(ParseResult parsed, CancellationToken ct)
    {
        var file = parsed.GetValue(Script);
        var lines = file is null ? [] : await File.ReadAllLinesAsync(file, ct);
        var scripted = Understood($"--script {file}", () => FaultScript.Parse(lines));
        var given = Understood("--fault", () => FaultScript.Parse(parsed.GetValue(Faults) ?? []));
        return new([.. given.Lines, .. scripted.Lines]);
    }

    private static T Understood<T>(string option, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException e)
        {
            throw new SettingException(option, e.Message);
        }
    }

    private static async Task WaitAsync(PaperGatewayHost gateway, CancellationToken ct)
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = ct.Register(stop.SetResult);
        await await Task.WhenAny(gateway.Completion, stop.Task); // Books that cannot be kept end the program.
    }
}

using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Oms.PaperGateway.Books;
using Oms.PaperGateway.Faults;
using Oms.PaperGateway.Market;
using Oms.PaperGateway.Sessions;
using Oms.Tws;

namespace Oms.PaperGateway;

/// <summary>A stand-in for IB Gateway: a TCP server that speaks the TWS protocol and trades on a simulated market.</summary>
public sealed class PaperGatewayHost(PaperGatewayOptions options, TimeProvider clock, ILoggerFactory loggers)
    : IHostedService, IAsyncDisposable
{
    private readonly ILogger logger = loggers.CreateLogger<PaperGatewayHost>();
    private readonly CancellationTokenSource stopping = new();
    private readonly List<TcpListener> listeners = [];
    private readonly List<Task> running = [];
    private PaperBroker? broker;
    private GatewayLoop? loop;
    private ITimer? ticker;

    /// <summary>The port that is listened on, once started.</summary>
    public int Port { get; private set; }

    /// <summary>Ends when the gateway has stopped; with an exception when it had to.</summary>
    public Task Completion => Task.WhenAll(running);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var time = new GatewayTime(clock, VirtualStart());
        broker = new PaperBroker(
            new PaperBrokerSetup
            {
                Seed = options.Seed,
                Hours = options.Hours,
                DataDirectory = options.DataDirectory,
                OpeningCash = options.Accounts,
            },
            time.Now);
        loop = new GatewayLoop(broker, time, new SessionSetup(options.MasterClientId, clock), logger);
        Listen();
        running.Add(RunLoopAsync(loop));
        running.AddRange(listeners.Select(listener => AcceptAsync(listener, loop)));
        if (!time.IsVirtual)
            ticker = clock.CreateTimer(_ => loop.PostTick(), null, InstrumentMarket.StepLength, InstrumentMarket.StepLength);
        Log.Started(logger, Port, options.Seed, options.Hours, options.DataDirectory ?? "memory");
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (stopping.IsCancellationRequested) return;
        if (ticker is not null) await ticker.DisposeAsync();
        await stopping.CancelAsync();
        foreach (var listener in listeners) listener.Stop();
        await Completion.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        broker?.Dispose();
        Log.Stopped(logger);
    }

    /// <summary>Moves a virtual clock on; returns when everything that happens meanwhile has been told.</summary>
    public Task AdvanceAsync(TimeSpan by, CancellationToken ct) => Started.AdvanceAsync(by, ct);

    /// <summary>Plans a misbehaviour.</summary>
    public Task PlanAsync(Fault fault, CancellationToken ct) => Started.CallAsync(_ => Started.Faults.Plan(fault), ct);

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        broker?.Dispose();
        stopping.Dispose();
        foreach (var listener in listeners) listener.Dispose();
    }

    internal GatewayLoop Started => loop ?? throw new InvalidOperationException("the paper gateway has not been started");

    private DateTimeOffset? VirtualStart() =>
        options.Clock is ClockMode.Virtual ? options.VirtualStart ?? clock.GetUtcNow() : null;

    // Clients name the loopback in both ways; a machine without IPv6 serves the other alone.
    private void Listen()
    {
        IPAddress[] addresses = options.BindAddress is { } address ? [address] : [IPAddress.Loopback, IPAddress.IPv6Loopback];
        foreach (var bind in addresses.Where(a => a.AddressFamily is AddressFamily.InterNetwork || Socket.OSSupportsIPv6))
        {
            var listener = new TcpListener(bind, Port == 0 ? options.Port : Port);
            if (bind.Equals(IPAddress.IPv6Any)) listener.Server.DualMode = true;
            listener.Start();
            listeners.Add(listener);
            Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }

    private async Task RunLoopAsync(GatewayLoop started)
    {
        try
        {
            await started.RunAsync(stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopped as asked.
        }
        catch (Exception e)
        {
            Log.LoopFailed(logger, e);
            await stopping.CancelAsync();
            throw;
        }
    }

    private async Task AcceptAsync(TcpListener listener, GatewayLoop started)
    {
        List<Task> serving = [];
        while (!stopping.IsCancellationRequested)
        {
            Socket socket;
            try
            {
                socket = await listener.AcceptSocketAsync(stopping.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                break;
            }
            serving.RemoveAll(t => t.IsCompleted);
            serving.Add(ServeAsync(socket, started));
        }
        await Task.WhenAll(serving);
    }

    private async Task ServeAsync(Socket socket, GatewayLoop started)
    {
        try
        {
            await using var connection =
                await TwsServerConnection.AcceptAsync(socket, new TwsServerOptions(), clock, logger, stopping.Token);
            await using var abort = stopping.Token.UnsafeRegister(_ => connection.Abort("the gateway stops"), null);
            await ReadAsync(started, started.NewSession(connection));
        }
        catch (Exception e) when (e is TwsConnectException or OperationCanceledException)
        {
            // The connection has logged why it did not come about.
        }
    }

    private async Task ReadAsync(GatewayLoop started, ClientSession session)
    {
        await started.PostAsync(new GatewayInput.Arrived(session), stopping.Token);
        await foreach (var request in session.Connection.Requests.ReadAllAsync(stopping.Token))
            await started.PostAsync(new GatewayInput.Asked(session, request), stopping.Token);
        await started.PostAsync(new GatewayInput.Left(session), stopping.Token);
    }
}

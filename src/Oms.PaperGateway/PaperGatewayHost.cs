using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Oms.PaperGateway.Books;
using Oms.PaperGateway.Faults;
using Oms.PaperGateway.Market;
using Oms.PaperGateway.Sessions;
using Oms.Tws;

namespace Oms.PaperGateway;

/// <summary>
/// A stand-in for IB Gateway: a TCP server that speaks the TWS protocol and trades on a simulated market.
/// </summary>
public sealed class PaperGatewayHost(PaperGatewayOptions options, TimeProvider clock, ILoggerFactory loggers)
    : IHostedService, IAsyncDisposable
{
    private readonly ILogger logger = loggers.CreateLogger<PaperGatewayHost>();
    private readonly CancellationTokenSource stopping = new();
    private Task running = Task.CompletedTask;
    private PaperBroker? broker;
    private ClientListener? listener;
    private GatewayControl? control;
    private StatusSite? status;
    private ITimer? ticker;

    /// <summary>The port that is listened on, once started.</summary>
    public int Port => listener?.Port ?? 0;

    /// <summary>The HTTP port, when there is one.</summary>
    public int? StatusPort => status?.Port;

    /// <summary>What can be done to the gateway behind the backs of its clients.</summary>
    public GatewayControl Control =>
        control ?? throw new InvalidOperationException("the paper gateway has not been started");

    /// <summary>Ends when the gateway has stopped; with an exception when it had to.</summary>
    public Task Completion => running;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var time = new GatewayTime(clock, VirtualStart());
        broker = new PaperBroker(
            new PaperBrokerSetup
            {
                Seed = options.Seed,
                Hours = options.Hours,
                Tapes = options.Market.From(time.IsVirtual ? null : time.Now),
                DataDirectory = string.IsNullOrWhiteSpace(options.DataDirectory) ? null : options.DataDirectory,
                OpeningCash = options.Accounts,
            },
            time.Now);
        var loop = new GatewayLoop(broker, time, new SessionSetup(options.MasterClientId, clock), logger);
        loop.Start(options.Script, time.Now);
        control = new GatewayControl(loop);
        listener = new ClientListener(
            loop, new TwsServerOptions { SendQueueMax = options.SendQueueMax }, clock, logger);
        listener.Listen(options.BindAddress, options.Port);
        running = Task.WhenAll(RunAsync(loop), listener.RunAsync(stopping.Token));
        ticker = StartTicking(loop, time.IsVirtual);
        if (options.StatusPort is { } port)
            status = await StatusSite.StartAsync(control, options.BindAddress ?? IPAddress.Loopback, port, loggers);
        Log.Started(logger, Port, options.Seed, options.Hours, options.DataDirectory ?? "memory");
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (stopping.IsCancellationRequested) return;
        if (ticker is not null) await ticker.DisposeAsync();
        if (status is not null) await status.DisposeAsync();
        await stopping.CancelAsync();
        listener?.Dispose();
        await running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        broker?.Dispose();
        Log.Stopped(logger);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        broker?.Dispose();
        listener?.Dispose();
        stopping.Dispose();
    }

    private DateTimeOffset? VirtualStart() =>
        options.Clock is ClockMode.Virtual
            ? options.VirtualStart ?? options.Market.Begins ?? clock.GetUtcNow()
            : null;

    private ITimer? StartTicking(GatewayLoop loop, bool isVirtual)
    {
        var step = InstrumentMarket.StepLength;
        if (!isVirtual) return clock.CreateTimer(_ => loop.PostTick(), null, step, step);
        return options.Speed is { } speed
            ? clock.CreateTimer(_ => loop.PostAdvance(step * speed), null, step, step)
            : null;
    }

    private async Task RunAsync(GatewayLoop loop)
    {
        try
        {
            await loop.RunAsync(stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopped as asked.
        }
        catch (Exception e)
        {
            // Books that cannot be written must not be traded on.
            Log.LoopFailed(logger, e);
            await stopping.CancelAsync();
            throw;
        }
    }
}

using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Oms.Tws.Framing;
using Oms.Tws.Pacing;
using Oms.Tws.Recording;
using Oms.Tws.Requests;
using Oms.Tws.Session;

namespace Oms.Tws;

/// <summary>
/// The client end of one session with a gateway. A connection that ends is replaced by a new client, not repaired.
/// </summary>
public sealed class TwsClient : IAsyncDisposable
{
    private readonly Stream _stream;
    private readonly FrameReader _frames;
    private readonly TwsClientOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly WireRecorder? _recorder;
    private readonly OutboundLane _lane;
    private readonly Channel<TwsReply> _replies;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource<string> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _running = Task.CompletedTask;

    private TwsClient(Stream stream, TwsClientOptions options, TimeProvider clock, ILogger logger)
    {
        _stream = stream;
        _frames = new FrameReader(stream, FieldWriter.PayloadMax);
        _options = options;
        _clock = clock;
        _logger = logger;
        _recorder = options.RecordTo is null ? null : WireRecorder.Open(options.RecordTo, clock, logger);
        _lane = new OutboundLane(options, clock);
        _replies = Channel.CreateBounded<TwsReply>(
            new BoundedChannelOptions(options.ReplyQueueMax) { SingleWriter = true });
    }

    public int ServerVersion { get; private set; }
    public string ConnectionTime { get; private set; } = "";

    /// <summary>Requests that wait to be sent.</summary>
    public int SendQueueDepth => _lane.Depth;

    /// <summary>How long the oldest of them has waited.</summary>
    public TimeSpan SendQueueAge => _lane.OldestAge;

    /// <summary>Everything the gateway says, in its order; ends with the connection.</summary>
    public ChannelReader<TwsReply> Replies => _replies.Reader;

    /// <summary>Completes, with the reason, when the connection has ended.</summary>
    public Task<string> Closed => _closed.Task;

    /// <summary>Throws <see cref="TwsConnectException"/> when no session comes about.</summary>
    public static async Task<TwsClient> ConnectAsync(
        TwsClientOptions options, TimeProvider clock, ILogger logger, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, either.Token);
            return await OpenAsync(new NetworkStream(socket, ownsSocket: true), options, clock, logger, either.Token);
        }
        catch (Exception e) when (e is not TwsConnectException && !ct.IsCancellationRequested)
        {
            socket.Dispose();
            var reason = e is OperationCanceledException ? $"no answer within {options.ConnectTimeout}" : e.Message;
            throw new TwsConnectException($"{options.Host}:{options.Port}: {reason}", e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Completes when the bytes are handed to the socket. Cancelled means: not sent.</summary>
    /// <exception cref="TwsNotSentException">It is certain that nothing was sent.</exception>
    /// <exception cref="TwsSendInDoubtException">The connection failed while the request was being written.</exception>
    public async ValueTask SendAsync(TwsRequest request, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var send = new PendingSend(request, Encode(request), _clock.GetTimestamp());
        if (!_lane.TryAdd(send))
        {
            var reason = Closed.IsCompleted ? await Closed : $"{_options.SendQueueMax} requests are waiting";
            throw new TwsNotSentException($"{send.Name} was not sent: {reason}");
        }
        await using var withdrawal = ct.UnsafeRegister(_ => send.Withdraw(ct), null);
        await send.Done;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync("closed by us");
        await _running;
        if (_recorder is not null) await _recorder.DisposeAsync();
        _frames.Dispose();
        _stopping.Dispose();
    }

    internal static async Task<TwsClient> OpenAsync(
        Stream stream, TwsClientOptions options, TimeProvider clock, ILogger logger, CancellationToken ct)
    {
        var client = new TwsClient(stream, options, clock, logger);
        try
        {
            await client.GreetAsync(ct);
            client._running = Task.WhenAll(client.ReceiveAsync(), client.TransmitAsync());
            await client.SendAsync(new StartApi(options.ClientId, options.OptionalCapabilities), ct);
            Log.Connected(logger, options.Host, options.Port, options.ClientId, client.ServerVersion);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    private async Task GreetAsync(CancellationToken ct)
    {
        _recorder?.Record(WireEvent.Sent, Handshake.Range);
        (ServerVersion, ConnectionTime) = await Handshake.OfferAsync(_stream, _frames, ct);
        _recorder?.Record(WireEvent.Received, _frames.Payload.Span);
    }

    private byte[] Encode(TwsRequest request)
    {
        try
        {
            return TwsFrames.Encode(request, ServerVersion);
        }
        catch (TwsFormatException e)
        {
            throw new TwsNotSentException($"{request.GetType().Name} was not sent: {e.Message}", e);
        }
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (await _frames.ReadAsync(_stopping.Token))
            {
                _recorder?.Record(WireEvent.Received, _frames.Payload.Span);
                var reply = TwsReplies.Read(_frames.Payload.Span, ServerVersion);
                if (reply is UnknownReply unknown) Log.UnknownReply(_logger, unknown.MessageId);
                if (!_replies.Writer.TryWrite(reply)) await _replies.Writer.WriteAsync(reply, _stopping.Token);
            }
            await EndAsync("the gateway closed the connection");
        }
        catch (Exception e)
        {
            await EndAsync(e.Message);
        }
    }

    private async Task TransmitAsync()
    {
        try
        {
            while (true) await WriteAsync(await _lane.TakeAsync(_stopping.Token));
        }
        catch (Exception e)
        {
            await EndAsync(e.Message);
            _lane.Close(await Closed);
        }
    }

    private async Task WriteAsync(PendingSend send)
    {
        _recorder?.Record(WireEvent.Sent, send.Frame.AsSpan(FieldWriter.PrefixLength));
        try
        {
            await _stream.WriteAsync(send.Frame, _stopping.Token);
            send.Sent();
        }
        catch (Exception e)
        {
            Log.SendInDoubt(_logger, send.Name, e);
            send.InDoubt(e);
            await EndAsync(e.Message);
        }
    }

    // The first reason stands. What waits to be sent is told by the transmitter that it was not.
    private async Task EndAsync(string reason)
    {
        if (!_closed.TrySetResult(reason)) return;
        if (ServerVersion > 0) Log.Disconnected(_logger, _options.ClientId, reason);
        await _stopping.CancelAsync();
        await _stream.DisposeAsync();
        _replies.Writer.TryComplete();
    }
}

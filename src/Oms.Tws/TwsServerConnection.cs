using System.Globalization;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Oms.Tws.Framing;
using Oms.Tws.Replies;
using Oms.Tws.Session;

namespace Oms.Tws;

/// <summary>The server end of one session. Sending never waits: a client that does not keep up is cut off.</summary>
public sealed class TwsServerConnection : IAsyncDisposable
{
    private const int SendBufferSize = 256 * 1024;
    private const int BatchBytesMax = 64 * 1024;
    private const int ReadErrorCode = 320;
    private const int NotConnectedCode = 504;

    private readonly Stream _stream;
    private readonly FrameReader _frames;
    private readonly TwsServerOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Channel<Outbound> _outbound;
    private readonly Channel<TwsRequest> _requests;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource<string> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _receiving = Task.CompletedTask;
    private Task _transmitting = Task.CompletedTask;
    private TwsReply? _farewell;
    private string? _reason;

    private TwsServerConnection(
        Stream stream, FrameReader frames, TwsServerOptions options, TimeProvider clock, ILogger logger)
    {
        _stream = stream;
        _frames = frames;
        _options = options;
        _clock = clock;
        _logger = logger;
        _outbound = Channel.CreateBounded<Outbound>(
            new BoundedChannelOptions(options.SendQueueMax) { SingleReader = true });
        _requests = Channel.CreateBounded<TwsRequest>(
            new BoundedChannelOptions(options.RequestQueueMax) { SingleWriter = true });
        Peer = stream is NetworkStream { Socket.RemoteEndPoint: { } address } ? address.ToString() ?? "" : "memory";
    }

    private readonly record struct Outbound(TwsReply? Reply, ReadOnlyMemory<byte> Raw, TimeSpan Delay);

    public int ServerVersion { get; private set; }

    /// <summary>The client's address.</summary>
    public string Peer { get; }

    /// <summary>Everything the client asks, in its order; ends with the connection.</summary>
    public ChannelReader<TwsRequest> Requests => _requests.Reader;

    /// <summary>Completes, with the reason, when the connection has ended.</summary>
    public Task<string> Closed => _closed.Task;

    /// <summary>Nothing is taken to be sent any more; what was taken may still be on its way.</summary>
    public bool IsEnding => Volatile.Read(ref _reason) is not null;

    /// <summary>Replies that wait to be written.</summary>
    public int QueueDepth => _outbound.Reader.Count;

    /// <summary>Does the server half of the handshake on a socket, which it owns from here on.</summary>
    public static Task<TwsServerConnection> AcceptAsync(
        Socket socket, TwsServerOptions options, TimeProvider clock, ILogger logger, CancellationToken ct)
    {
        socket.NoDelay = true;
        // Without a bound the system keeps megabytes for a client that does not read, and nobody notices.
        socket.SendBufferSize = SendBufferSize;
        return AcceptAsync(new NetworkStream(socket, ownsSocket: true), options, clock, logger, ct);
    }

    /// <summary>Throws <see cref="TwsConnectException"/>, the stream closed, when no session comes about.</summary>
    public static async Task<TwsServerConnection> AcceptAsync(
        Stream stream, TwsServerOptions options, TimeProvider clock, ILogger logger, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(options.HandshakeTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        var frames = new FrameReader(stream, options.FrameMax);
        var connection = new TwsServerConnection(stream, frames, options, clock, logger);
        try
        {
            var time = options.ConnectionTime
                ?? clock.GetUtcNow().ToString("yyyyMMdd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
            var hello = await Handshake.AnswerAsync(stream, frames, new(options.ServerVersionMax, time), either.Token);
            connection.Start(hello.ServerVersion);
            return connection;
        }
        catch (Exception e)
        {
            await stream.DisposeAsync();
            frames.Dispose();
            connection._stopping.Dispose();
            if (ct.IsCancellationRequested) throw;
            var reason = e is OperationCanceledException ? $"no hello within {options.HandshakeTimeout}" : e.Message;
            Log.Refused(logger, connection.Peer, reason);
            throw new TwsConnectException(reason, e);
        }
    }

    /// <summary>
    /// Queues a reply. False: the connection has ended, or ends now because the client is too slow. Such a client finds
    /// a notice behind what it has not read, if it reads on before the time for a graceful close is over.
    /// </summary>
    public bool Send(TwsReply reply) => Enqueue(new(reply, default, default));

    /// <summary>Queues bytes as they are, whole frames or not, for fault injection.</summary>
    public bool SendRaw(ReadOnlyMemory<byte> bytes) => Enqueue(new(null, bytes, default));

    /// <summary>Holds back everything queued after this, for fault injection.</summary>
    public bool Pause(TimeSpan delay) => Enqueue(new(null, default, delay));

    /// <summary>Sends what is queued, then closes.</summary>
    public async Task CloseAsync(string reason)
    {
        BeginClose(reason);
        using var timeout = new CancellationTokenSource(_options.CloseTimeout, _clock);
        await using var cut = timeout.Token.UnsafeRegister(_ => Abort(reason), null);
        await _transmitting;
    }

    /// <summary>Closes at once; what is queued is lost.</summary>
    public void Abort(string reason)
    {
        BeginClose(reason);
        if (Closed.IsCompleted) return;
        _stopping.Cancel();
        _stream.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync("closed by the server");
        await _receiving;
        _frames.Dispose();
        _stopping.Dispose();
    }

    private void Start(int serverVersion)
    {
        ServerVersion = serverVersion;
        Log.Accepted(_logger, Peer, serverVersion);
        _receiving = ReceiveAsync();
        _transmitting = TransmitAsync();
    }

    private bool Enqueue(in Outbound item)
    {
        if (_outbound.Writer.TryWrite(item)) return true;
        if (IsEnding) return false;
        var reason = $"{_options.SendQueueMax} replies wait and the client does not read them";
        Log.CutOff(_logger, Peer, reason);
        _farewell = new ErrMsg(-1, NotConnectedCode, $"Not connected: {reason}");
        _ = CloseAsync(reason);
        return false;
    }

    private void BeginClose(string reason)
    {
        Interlocked.CompareExchange(ref _reason, reason, null);
        _outbound.Writer.TryComplete();
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (await _frames.ReadAsync(_stopping.Token))
            {
                var request = TwsRequests.Read(_frames.Payload.Span, ServerVersion);
                if (!_requests.Writer.TryWrite(request)) await _requests.Writer.WriteAsync(request, _stopping.Token);
            }
            BeginClose("the client closed the connection");
        }
        catch (TwsFormatException e)
        {
            Log.CutOff(_logger, Peer, e.Message);
            var answer = new ErrMsg(-1, ReadErrorCode, $"Error reading request: {e.Message}");
            _outbound.Writer.TryWrite(new(answer, default, default));
            BeginClose(e.Message);
        }
        catch (Exception e)
        {
            BeginClose(e.Message);
        }
        finally
        {
            _requests.Writer.TryComplete();
        }
    }

    private async Task TransmitAsync()
    {
        using var fields = new FieldWriter(escapes: true);
        try
        {
            while (await _outbound.Reader.WaitToReadAsync(_stopping.Token)) await TransmitBatchAsync(fields);
            if (_farewell is not null) await TransmitFarewellAsync(fields, _farewell);
            await FinishAsync();
        }
        catch (Exception e)
        {
            BeginClose(e.Message);
        }
        await _stream.DisposeAsync();
        Log.Left(_logger, Peer, _reason ?? "");
        _closed.TrySetResult(_reason ?? "");
    }

    // What waits together leaves in one write.
    private async Task TransmitBatchAsync(FieldWriter fields)
    {
        var delay = TimeSpan.Zero;
        while (delay == TimeSpan.Zero && fields.Length < BatchBytesMax && _outbound.Reader.TryRead(out var item))
        {
            if (item.Reply is not null) TwsFrames.Append(fields, item.Reply, ServerVersion);
            else fields.WriteRaw(item.Raw.Span);
            delay = item.Delay;
        }
        if (fields.Length > 0) await _stream.WriteAsync(fields.Written, _stopping.Token);
        fields.Clear();
        if (delay > TimeSpan.Zero) await Task.Delay(delay, _clock, _stopping.Token);
    }

    private async Task TransmitFarewellAsync(FieldWriter fields, TwsReply farewell)
    {
        TwsFrames.Append(fields, farewell, ServerVersion);
        await _stream.WriteAsync(fields.Written, _stopping.Token);
        fields.Clear();
    }

    // Closing while the client's bytes are unread would reset the connection and could take the last replies with it.
    private async Task FinishAsync()
    {
        if (_stream is not NetworkStream network) return;
        network.Socket.Shutdown(SocketShutdown.Send);
        await _receiving.WaitAsync(_options.CloseTimeout, _clock, _stopping.Token);
    }
}

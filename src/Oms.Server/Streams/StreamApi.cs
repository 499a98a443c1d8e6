using System.Net.WebSockets;
using System.Text.Json;
using Oms.Server.Access;
using Oms.Server.Problems;

namespace Oms.Server.Streams;

/// <summary>What happens, from now on or without a gap from where a client left off: <c>/stream</c> as server-sent events, <c>/ws</c> as a WebSocket.</summary>
internal static class StreamApi
{
    public static void MapStream(this IEndpointRouteBuilder routes)
    {
        routes.ServiceProvider.GetRequiredService<StreamMetrics>(); // Counted before the first client comes.
        routes.MapGet("/stream", FollowAsync).WithTags("Stream").RequireAuthorization(Policies.View);
        routes.MapGet("/ws", FollowByWebSocketAsync).WithTags("Stream").RequireAuthorization(Policies.View);
    }

    private static async Task FollowAsync(HttpContext http, string? from, string? quotes, Caller caller, StreamSource source,
        StreamMetrics metrics, IHostApplicationLifetime lifetime)
    {
        var resume = http.Request.Headers["Last-Event-ID"] is [{ Length: > 0 } last] ? last : from;
        if (!source.TryStart(resume, out var after))
        {
            await FromNowhere().ExecuteAsync(http);
            return;
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        using var counted = metrics.Opened();
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers["X-Accel-Buffering"] = "no"; // nginx would hold events back.
        var sse = new SseWriter(http.Response);
        try
        {
            await sse.CommentAsync("ready", ending.Token);
            await foreach (var batch in source.FollowAsync(after, quotes, caller.Firm, ending.Token))
            {
                foreach (var message in batch) await sse.EventAsync(message, ending.Token);
                if (batch.Count == 0) await sse.CommentAsync("still here", ending.Token);
                await sse.FlushAsync(ending.Token);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The client left or the program stops: a stream has no other end.
        }
    }

    private static async Task FollowByWebSocketAsync(HttpContext http, string? from, string? quotes, Caller caller, StreamSource source,
        StreamMetrics metrics, IHostApplicationLifetime lifetime)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            await Problem.Result(StatusCodes.Status400BadRequest, "WEBSOCKET_REQUIRED", "this is a WebSocket; /stream is the same over HTTP").ExecuteAsync(http);
            return;
        }

        if (!source.TryStart(from, out var after))
        {
            await FromNowhere().ExecuteAsync(http);
            return;
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        using var counted = metrics.Opened();
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        var listening = UntilClosedAsync(socket, ending);
        try
        {
            await foreach (var batch in source.FollowAsync(after, quotes, caller.Firm, ending.Token))
            {
                foreach (var message in batch)
                {
                    var text = JsonSerializer.SerializeToUtf8Bytes(message, ApiJson.Options);
                    await socket.SendAsync(text.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, ending.Token);
                }
            }
        }
        catch (Exception e) when (e is WebSocketException || e is OperationCanceledException && ending.IsCancellationRequested)
        {
            // The client left or the program stops: a stream has no other end.
        }

        await ending.CancelAsync();
        await listening;
    }

    // A client has nothing to say but goodbye.
    private static async Task UntilClosedAsync(WebSocket socket, CancellationTokenSource ending)
    {
        var buffer = new byte[1024];
        try
        {
            while ((await socket.ReceiveAsync(buffer.AsMemory(), ending.Token)).MessageType is not WebSocketMessageType.Close) { }
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, ending.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // It left without a word.
        }

        await ending.CancelAsync();
    }

    private static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult FromNowhere() =>
        Problem.Invalid("FIELD_INVALID", "from is the id of an earlier event", "from");
}

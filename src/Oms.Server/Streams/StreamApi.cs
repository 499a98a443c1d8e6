using System.Globalization;
using Oms.Engine;
using Oms.Server.Access;
using Oms.Server.Problems;

namespace Oms.Server.Streams;

/// <summary><c>GET /stream</c>: what happens, as server-sent events, from now on or without a gap from where a client left off.</summary>
internal static class StreamApi
{
    private static readonly TimeSpan QuotePeriod = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan KeepAlivePeriod = TimeSpan.FromSeconds(15);

    public static void MapStream(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/stream", FollowAsync).WithTags("Stream").RequireAuthorization(Policies.View);

    private static async Task FollowAsync(
        HttpContext http, string? from, string? quotes, Caller caller, EventFeed feed, StreamMessages messages, QuoteBoard board,
        TimeProvider clock, StreamMetrics metrics, IHostApplicationLifetime lifetime)
    {
        var resume = http.Request.Headers["Last-Event-ID"] is [{ Length: > 0 } last] ? last : from;
        if (!TryStart(resume, feed.Head, out var after))
        {
            await Problem.Invalid("FIELD_INVALID", "from is the id of an earlier event", "from").ExecuteAsync(http);
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
            await RunAsync(sse, after, new QuoteFollower(board, quotes, clock), caller, feed, messages, clock, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The client left or the program stops: a stream has no other end.
        }
    }

    private static async Task RunAsync(SseWriter sse, long after, QuoteFollower quotes, Caller caller, EventFeed feed,
        StreamMessages messages, TimeProvider clock, CancellationToken ct)
    {
        await using var events = feed.FollowAsync(after, ct).GetAsyncEnumerator(ct);
        var next = events.MoveNextAsync().AsTask();
        var tick = Task.Delay(QuotePeriod, clock, ct);
        var written = clock.GetTimestamp();
        while (true)
        {
            if (await Task.WhenAny(next, tick) == next)
            {
                await next;
                foreach (var message in await messages.ForAsync(events.Current, caller.Firm, ct)) await sse.EventAsync(message, ct);
                written = clock.GetTimestamp();
                next = events.MoveNextAsync().AsTask();
                if (next.IsCompleted) continue; // A burst goes out in as few writes as possible.
                await sse.FlushAsync(ct);
            }
            else
            {
                await tick;
                foreach (var quote in quotes.Changed()) await sse.EventAsync(quote, ct);
                if (clock.GetElapsedTime(written) >= KeepAlivePeriod)
                {
                    await sse.CommentAsync("still here", ct);
                    written = clock.GetTimestamp();
                }

                await sse.FlushAsync(ct);
                tick = Task.Delay(QuotePeriod, clock, ct);
            }
        }
    }

    private static bool TryStart(string? id, long head, out long after)
    {
        after = head;
        return string.IsNullOrEmpty(id)
            || long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out after) && after <= head;
    }
}

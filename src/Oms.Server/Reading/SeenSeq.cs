using System.Collections.Concurrent;
using System.Globalization;
using Oms.Server.Access;
using Oms.Storage.ReadModel;

namespace Oms.Server.Reading;

/// <summary>
/// Lets callers read what they wrote: a read waits, bounded, until the read model has reached the last seq that its caller was told of. When
/// it does not in time the answer is given as it is; its header says how far it reaches.
/// </summary>
internal sealed class SeenSeq(ReadModelProgress progress)
{
    public const string AskHeader = "X-Read-After-Seq";
    public const string TellHeader = "X-Read-Model-Seq";

    private const int CallersMax = 10_000;
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, long> _seen = new();

    public void Remember(Caller caller, long seq)
    {
        if (_seen.Count >= CallersMax) _seen.Clear(); // A forgotten entry only means that one read may come too early.
        _seen.AddOrUpdate(caller.UserId, seq, (_, known) => Math.Max(known, seq));
    }

    /// <summary>A filter for every read of the read model.</summary>
    public async ValueTask<object?> FilterAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var seq = http.User.FindFirst(Caller.IdClaim) is { } id ? _seen.GetValueOrDefault(id.Value) : 0;
        if (long.TryParse(http.Request.Headers[AskHeader], NumberStyles.None, CultureInfo.InvariantCulture, out var asked))
            seq = Math.Max(seq, asked);
        if (progress.Checkpoint < seq) await progress.WaitForAsync(seq, WaitMax, http.RequestAborted);
        http.Response.Headers[TellHeader] = progress.Checkpoint.ToString(CultureInfo.InvariantCulture);
        return await next(context);
    }
}

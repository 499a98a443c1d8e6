using System.Data.Common;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Oms.Engine;

namespace Oms.Server.Problems;

/// <summary>Whatever a handler throws becomes a problem document: a request at fault is told so, a fault of ours is logged with its trace.</summary>
internal sealed class ExceptionProblems(IProblemDetailsService problems, ILogger<ExceptionProblems> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        var details = exception switch
        {
            BadHttpRequestException { InnerException: JsonException json } => Json(json),
            JsonException json => Json(json),
            BadHttpRequestException bad => Problem.Details(bad.StatusCode, CodeOf(bad.StatusCode), bad.Message),
            EngineStoppedException or OutcomeUnknownException => Problem.OutcomeUnknown(exception),
            DbException { IsTransient: true } or { InnerException: DbException { IsTransient: true } } => Problem.Details(StatusCodes.Status503ServiceUnavailable, "DATABASE_UNREACHABLE",
                "the database does not answer; try again"),
            OperationCanceledException when context.RequestAborted.IsCancellationRequested =>
                Problem.Details(StatusCodes.Status499ClientClosedRequest, "CLIENT_CLOSED_REQUEST", "the caller went away"),
            _ => Problem.Details(StatusCodes.Status500InternalServerError, "INTERNAL_ERROR", "the server failed; the log has the trace"),
        };
        if (details.Status is StatusCodes.Status500InternalServerError) Log.RequestFailed(logger, context.Request.Path, exception);
        context.Response.StatusCode = details.Status ?? StatusCodes.Status500InternalServerError;
        return await problems.TryWriteAsync(new() { HttpContext = context, ProblemDetails = details });
    }

    private static string CodeOf(int status) => status switch
    {
        StatusCodes.Status413PayloadTooLarge => "BODY_TOO_LARGE",
        StatusCodes.Status415UnsupportedMediaType => "UNSUPPORTED_MEDIA_TYPE",
        _ => "BAD_REQUEST",
    };

    // The path of a JSON error names the field at fault, except where the text is no JSON at all.
    private static Microsoft.AspNetCore.Mvc.ProblemDetails Json(JsonException e)
    {
        var field = e.Path is { Length: > 2 } path ? path[2..] : null;
        return field is null
            ? Problem.Details(StatusCodes.Status400BadRequest, "MALFORMED_JSON", "the body is not valid JSON")
            : Problem.Details(StatusCodes.Status400BadRequest, "FIELD_INVALID", $"the value of {field} cannot be read", field);
    }
}

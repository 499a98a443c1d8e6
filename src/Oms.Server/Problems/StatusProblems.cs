using Microsoft.AspNetCore.Diagnostics;

namespace Oms.Server.Problems;

/// <summary>Answers that routing gives without a body (no such path, wrong method) become problem documents too.</summary>
internal static class StatusProblems
{
    public static async Task WriteAsync(StatusCodeContext status)
    {
        var http = status.HttpContext;
        var (code, detail) = http.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => ("UNKNOWN_PATH", $"there is nothing at {http.Request.Path}"),
            StatusCodes.Status405MethodNotAllowed => ("METHOD_NOT_ALLOWED", $"{http.Request.Method} is not answered here"),
            StatusCodes.Status415UnsupportedMediaType => ("UNSUPPORTED_MEDIA_TYPE", "the body is to be application/json"),
            var other => ($"HTTP_{other}", "the request was not answered"),
        };
        var problems = http.RequestServices.GetRequiredService<IProblemDetailsService>();
        await problems.TryWriteAsync(new() { HttpContext = http, ProblemDetails = Problem.Details(http.Response.StatusCode, code, detail) });
    }
}

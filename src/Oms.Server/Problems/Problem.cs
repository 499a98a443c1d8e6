using System.Diagnostics;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Oms.Trading;

namespace Oms.Server.Problems;

/// <summary>Refusals as problem documents (RFC 9457) with our stable <c>code</c>.</summary>
internal static class Problem
{
    /// <summary>The answer to a denied command: the first denial gives code, field and status, the breaches list all.</summary>
    public static ProblemHttpResult Denied(Decision.Denied denied)
    {
        var problem = Details(StatusOf(denied.First.Code), denied.First.Code,
            string.Join("; ", denied.Denials.Select(denial => $"{denial.Code}: {denial.Detail}")), denied.First.Field);
        var breaches = denied.Denials.Where(denial => denial.Breach is not null).Select(BreachView.From).ToArray();
        if (breaches.Length > 0) problem.Extensions["breaches"] = breaches;
        if (denied.Denials.Length > 1) problem.Extensions["codes"] = denied.Denials.Select(denial => denial.Code).Distinct().ToArray();
        if (denied.First.Leg is { } leg) problem.Extensions["leg"] = leg;
        if (denied.Order is { } order) problem.Extensions["version"] = order.Version;
        return TypedResults.Problem(problem);
    }

    public static ProblemHttpResult Result(int status, string code, string detail, string? field = null) =>
        TypedResults.Problem(Details(status, code, detail, field));

    /// <summary>The engine has a command and gave no answer: nobody can say yet what became of it.</summary>
    public static ProblemDetails OutcomeUnknown(Exception e) => Details(StatusCodes.Status503ServiceUnavailable, "OUTCOME_UNKNOWN",
        $"{e.Message}; whether the command was taken is not known: ask by clOrdId, or send the same clOrdId again");

    public static ProblemHttpResult NotFound(string code, string detail) => Result(StatusCodes.Status404NotFound, code, detail);

    public static ProblemHttpResult Invalid(string code, string detail, string field) =>
        Result(StatusCodes.Status422UnprocessableEntity, code, detail, field);

    public static ProblemDetails Details(int status, string code, string detail, string? field = null)
    {
        var problem = new ProblemDetails { Status = status, Title = TitleOf(status), Detail = detail, Type = "about:blank" };
        problem.Extensions["code"] = code;
        if (field is not null) problem.Extensions["field"] = field;
        if (Activity.Current?.Id is { } trace) problem.Extensions["traceId"] = trace;
        return problem;
    }

    private static int StatusOf(string code) => code switch
    {
        "UNKNOWN_ORDER" or "UNKNOWN_LIST" or "UNKNOWN_BREAK" => StatusCodes.Status404NotFound,
        "CLORDID_REUSED" or "VERSION_CONFLICT" or "ORDER_CLOSED" or "REQUEST_PENDING" or "ORDER_IN_DOUBT" or "ORDER_NOT_ACKNOWLEDGED"
            or "ACCOUNT_EXISTS" or "ORDER_NOT_CLAIMED" or "ORDER_CLAIMED" or "ORDER_NOT_EXTERNAL" or "ORDER_EXTERNAL" or "ORDER_OF_OTHER_CLIENT"
            or "ORDER_ENTERED_BY_HAND" => StatusCodes.Status409Conflict,
        "DESK_BUSY" or "ENGINE_STOPPED" or "ENGINE_UNREACHABLE" => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    private static string TitleOf(int status) => status switch
    {
        400 => "Bad request",
        401 => "Not signed in",
        403 => "Not allowed",
        404 => "Not found",
        409 => "Conflict",
        413 => "Too large",
        415 => "Unsupported media type",
        422 => "Denied",
        429 => "Too many requests",
        503 => "Not ready",
        _ => "Error",
    };
}

/// <summary>A limit that was passed, as the API tells it.</summary>
/// <param name="Leg">Which order of a list, from 0; null for an order that stands alone.</param>
internal sealed record BreachView(
    string Code, string LimitId, decimal? Limit, decimal? Value, decimal? Headroom, string Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Leg)
{
    public static BreachView From(Denial denial) => denial.Breach is { } breach
        ? new(denial.Code, breach.LimitId, breach.Limit, breach.Value, breach.Headroom, denial.Detail, denial.Leg)
        : throw new ArgumentException("the denial names no limit", nameof(denial));
}

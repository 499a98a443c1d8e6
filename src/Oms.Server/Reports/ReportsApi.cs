using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Oms.Engine;
using Oms.Server.Access;
using Oms.Server.Hosting;
using Oms.Server.Jobs;
using Oms.Server.Problems;
using Oms.Server.Reading;
using Oms.Storage.Jobs;
using Oms.Storage.Settings;
using Oms.Trading;

namespace Oms.Server.Reports;

/// <summary>Statements and exports of the caller's firm. Handing one out is noted in the journal.</summary>
internal static class ReportsApi
{
    public static void MapReports(this IEndpointRouteBuilder routes)
    {
        var reports = routes.MapGroup("/reports").WithTags("Reports").RequireAuthorization(Policies.View);
        reports.MapGet("/", List);
        reports.MapGet("/{id:guid}/file", Download);
        reports.MapPost("/exports", Export);
    }

    private static async Task<Results<Ok<PageAnswer<ReportResource>>, ProblemHttpResult>> List(
        string? account, string? kind, int? limit, Caller caller, SettingsDb db, CancellationToken ct)
    {
        if (!Paging.TryRead(null, limit, out var page, out var fault)) return fault;
        var found = db.Reports.AsNoTracking().Where(report => report.Firm == caller.Firm);
        if (account is not null) found = found.Where(report => report.Account == account);
        if (kind is not null) found = found.Where(report => report.Kind == kind);
        var items = await found.OrderByDescending(report => report.CreatedAt).Take(page.Limit).ToListAsync(ct);
        return TypedResults.Ok(new PageAnswer<ReportResource>([.. items.Select(ReportResource.From)], null));
    }

    private static async Task<IResult> Download(
        Guid id, Caller caller, SettingsDb db, MediaStore media, OmsSettings settings, ITradingDesk desk, HttpContext http, CancellationToken ct)
    {
        var report = await db.Reports.AsNoTracking().FirstOrDefaultAsync(known => known.Id == id && known.Firm == caller.Firm, ct);
        var path = report is null ? "" : media.PathOf(report.Path);
        if (report is null || !File.Exists(path)) return Problem.NotFound("UNKNOWN_REPORT", $"no report {id} is known");
        await desk.AuditAsync(JobsApi.Audit(caller, http, "ReportDownloaded", $"report:{id}", report.Path), ct);
        var name = Path.GetFileName(path);
        if (!settings.Jobs.UsesAccel) return TypedResults.PhysicalFile(path, report.ContentType, name);
        http.Response.Headers["X-Accel-Redirect"] = $"/protected-media/{Uri.EscapeDataString(report.Path).Replace("%2F", "/", StringComparison.Ordinal)}";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        http.Response.ContentType = report.ContentType;
        return TypedResults.Empty;
    }

    private static async Task<Results<Accepted<RunAnswer>, ProblemHttpResult>> Export(
        ExportRequest request, Caller caller, RunQueue queue, ITradingDesk desk, HttpContext http, CancellationToken ct)
    {
        if (request.Kind is not { } kind) return Problem.Invalid("FIELD_REQUIRED", "kind is Executions, Orders or Audit", "kind");
        if (kind is ExportKind.Audit && !caller.Roles.Contains(Roles.Admin))
            return Problem.Result(StatusCodes.Status403Forbidden, "NOT_ALLOWED", "the audit trail is exported by an Admin", "kind");
        var args = JsonSerializer.Serialize(new ExportArgs { Kind = kind, Firm = caller.Firm.Value, Account = request.Account }, ApiJson.Options);
        var run = await queue.EnqueueAsync(new("export", args, caller.Actor.Name), ct);
        var answer = await desk.AuditAsync(JobsApi.Audit(caller, http, "ExportRequested", $"run:{run.Id}", args), ct);
        return TypedResults.Accepted($"/api/v1/reports", new RunAnswer(RunResource.From(run), answer.Seq));
    }
}

/// <summary>Which list is wanted as a file.</summary>
internal sealed record ExportRequest(ExportKind? Kind = null, string? Account = null);

/// <summary>A file that is ready.</summary>
internal sealed record ReportResource(
    Guid Id, string Kind, string Title, string? Account, string ContentType, string FileName, long Bytes, Instant CreatedAt, long RunId)
{
    public static ReportResource From(Report report) => new(report.Id, report.Kind, report.Title, report.Account, report.ContentType,
        Path.GetFileName(report.Path), report.Bytes, report.CreatedAt, report.RunId);
}

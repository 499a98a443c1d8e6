using System.Text;
using Microsoft.EntityFrameworkCore;
using Oms.Server.Hosting;
using Oms.Storage.Jobs;
using Oms.Storage.Settings;
using Oms.Trading;

namespace Oms.Server.Reports;

/// <summary>A file to be kept for a firm; the same name replaces what was there, so that a report made twice is one report.</summary>
internal sealed record MediaFile(FirmId Firm, string? Account, string Kind, string Title, string Name, string ContentType);

/// <summary>Reports and exports: files under the data directory, listed in the database.</summary>
internal sealed class MediaStore(OmsSettings settings, SettingsDb db, TimeProvider clock)
{
    public const string Folder = "media";
    public const string Html = "text/html; charset=utf-8";
    public const string Csv = "text/csv; charset=utf-8";

    public async Task<Report> WriteAsync(MediaFile file, string content, long runId, CancellationToken ct)
    {
        var path = $"{Safe(file.Firm.Value)}/{Safe(file.Name)}";
        var full = PathOf(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full) ?? ".");
        var unfinished = $"{full}.{runId}.part"; // Readers see the old file or the new one, never half of one.
        await File.WriteAllTextAsync(unfinished, content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), ct);
        File.Move(unfinished, full, overwrite: true);
        var report = await db.Reports.FirstOrDefaultAsync(known => known.Firm == file.Firm && known.Path == path, ct);
        if (report is null) db.Reports.Add(report = new() { Id = Guid.CreateVersion7(clock.GetUtcNow()), Firm = file.Firm, Path = path });
        (report.Account, report.Kind, report.Title, report.ContentType) = (file.Account, file.Kind, file.Title, file.ContentType);
        (report.Bytes, report.CreatedAt, report.RunId) = (new FileInfo(full).Length, Instant.Now(clock), runId);
        await db.SaveChangesAsync(ct);
        return report;
    }

    public string PathOf(string path) => Path.Combine(settings.DataDirectory, Folder, path);

    // Names of accounts and firms come from outside; what is kept of them cannot leave the folder.
    private static string Safe(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_')).TrimStart('.') is { Length: > 0 } safe ? safe : "_";
}

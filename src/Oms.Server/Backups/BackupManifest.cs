using System.Text.Json;
using Oms.Trading;

namespace Oms.Server.Backups;

/// <summary>How many rows a table had, and a figure over all of them: two tables with the same are the same.</summary>
internal sealed record TableMark(long Rows, string Digest);

/// <summary>What a backup holds, written beside it: what a restored database is compared with.</summary>
/// <param name="Version">Of this form.</param>
internal sealed record BackupManifest(
    int Version, Instant TakenAt, string Database, bool IsEncrypted, string Sha256, long Bytes, IReadOnlyDictionary<string, TableMark> Tables)
{
    public const int VersionNow = 1;
    private const string Suffix = ".json";

    public static string PathFor(string backup) => backup + Suffix;

    public async Task SaveAsync(string backup, CancellationToken ct) =>
        await File.WriteAllTextAsync(PathFor(backup), JsonSerializer.Serialize(this, ApiJson.Options), ct);

    /// <exception cref="BackupException">There is none, or it cannot be read.</exception>
    public static async Task<BackupManifest> LoadAsync(string backup, CancellationToken ct)
    {
        if (!File.Exists(PathFor(backup))) throw new BackupException($"{PathFor(backup)} is missing: without it nobody can say whether the backup is whole");
        try
        {
            return JsonSerializer.Deserialize<BackupManifest>(await File.ReadAllTextAsync(PathFor(backup), ct), ApiJson.Options)
                ?? throw new BackupException($"{PathFor(backup)} is empty");
        }
        catch (JsonException e)
        {
            throw new BackupException($"{PathFor(backup)} cannot be read: {e.Message}");
        }
    }

    /// <summary>Where a restored database is not what was backed up; empty when it is.</summary>
    public IReadOnlyList<string> DifferencesTo(IReadOnlyDictionary<string, TableMark> restored) =>
    [
        .. Tables.Where(pair => restored.GetValueOrDefault(pair.Key) != pair.Value).Select(pair =>
            $"{pair.Key}: {pair.Value.Rows} rows were backed up, {restored.GetValueOrDefault(pair.Key)?.Rows.ToString() ?? "no table"} came back"
            + (restored.GetValueOrDefault(pair.Key)?.Rows == pair.Value.Rows ? " and differ" : "")),
    ];
}

/// <summary>A backup cannot be made, read or trusted.</summary>
internal sealed class BackupException(string message) : Exception(message);

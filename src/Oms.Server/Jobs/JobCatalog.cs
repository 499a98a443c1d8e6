namespace Oms.Server.Jobs;

/// <summary>Every kind of job that this version of the program knows.</summary>
internal sealed class JobCatalog(IEnumerable<JobDefinition> definitions)
{
    private readonly Dictionary<string, JobDefinition> _byName = definitions.ToDictionary(definition => definition.Name, StringComparer.Ordinal);

    public IEnumerable<JobDefinition> All => _byName.Values.OrderBy(definition => definition.Name, StringComparer.Ordinal);

    public JobDefinition? Find(string name) => _byName.GetValueOrDefault(name);

    /// <returns>What is wrong with the job's name or its arguments; null when it can be run.</returns>
    public FieldFault? Check(string? job, string args) =>
        string.IsNullOrEmpty(job) ? new("job", "is required")
        : Find(job) is { } definition ? definition.Check(args)
        : new("job", $"is none of {string.Join(", ", All.Select(known => known.Name))}");
}

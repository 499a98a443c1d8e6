using Oms.Trading;

namespace Oms.Storage.ReadModel;

/// <summary>The conditions of a query, all of which hold. Column names come from the code, values are parameters.</summary>
internal sealed class Filter
{
    private readonly List<string> _conditions = [];

    private Filter() { }

    public Filter(FirmId firm) => And("firm", firm.Value);

    public static Filter None => new();

    public List<(string, object?)> Parameters { get; } = [];

    public string Where => _conditions.Count == 0 ? "" : $" WHERE {string.Join(" AND ", _conditions)}";

    /// <summary>A null value asks for no condition.</summary>
    public Filter And(string column, object? value)
    {
        if (value is null) return this;
        _conditions.Add($"{column} = @{column}");
        Parameters.Add(($"@{column}", value));
        return this;
    }

    public Filter In(string column, IEnumerable<string> values)
    {
        var names = new List<string>();
        foreach (var value in values)
        {
            names.Add($"@{column}{names.Count}");
            Parameters.Add((names[^1], value));
        }

        _conditions.Add($"{column} IN ({string.Join(", ", names)})");
        return this;
    }

    public void Before(string column, long value)
    {
        _conditions.Add($"{column} < @before");
        Parameters.Add(("@before", value));
    }
}

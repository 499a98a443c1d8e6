using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Oms.PaperGateway.Accounts;
using Oms.PaperGateway.Orders;

namespace Oms.PaperGateway.Books;

/// <summary>One line of the journal: the new state of one thing. The last line about a thing is the truth.</summary>
internal sealed record BookEntry
{
    public BookIds? Ids { get; init; }
    public PaperOrder? Order { get; init; }
    public Execution? Execution { get; init; }
    public PaperAccount? Account { get; init; }

    private static readonly JsonSerializerOptions options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter() },
    };

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, options);

    /// <summary>Null for a line that a crash cut short.</summary>
    public static BookEntry? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<BookEntry>(line, options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>
/// The counters of the books. Ids begin at a number taken from the day the books were opened, so that two books differ.
/// </summary>
internal sealed record BookIds
{
    public required DateTimeOffset OpenedAt { get; init; }
    public int Orders { get; init; }
    public int Executions { get; init; }
    public DateOnly TradeDate { get; init; }
    public ImmutableSortedDictionary<int, int> LastOrderIds { get; init; } = ImmutableSortedDictionary<int, int>.Empty;

    // Below two thousand million: clients read a permId into 31 bits.
    public int PermId => checked((int)(1_000_000_000 + OpenedAt.ToUnixTimeSeconds() / 10 % 100_000 * 10_000 + Orders));

    public string ExecIdStem => $"{OpenedAt.ToUnixTimeSeconds():x8}.{Executions:x8}.01";
}

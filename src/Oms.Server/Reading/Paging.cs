using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.HttpResults;
using Oms.Server.Problems;
using Oms.Storage.ReadModel;

namespace Oms.Server.Reading;

/// <summary>A page of a list; <see cref="NextCursor"/> is null on the last one.</summary>
internal sealed record PageAnswer<T>(IReadOnlyList<T> Items, string? NextCursor);

/// <summary>Where a page starts and how long it may be.</summary>
internal readonly record struct PageRequest(string? Cursor, int Limit);

/// <summary>Reads <c>?cursor=&amp;limit=</c>.</summary>
internal static class Paging
{
    public const int LimitMax = 500;
    private const int LimitDefault = 100;

    public static bool TryRead(string? cursor, int? limit, out PageRequest page, [NotNullWhen(false)] out ProblemHttpResult? fault)
    {
        page = new(string.IsNullOrEmpty(cursor) ? null : cursor, limit ?? LimitDefault);
        fault = page.Limit is < 1 or > LimitMax
            ? Problem.Invalid("FIELD_INVALID", $"limit is from 1 to {LimitMax}", "limit")
            : page.Cursor is { } text && !PageCursor.TryRead(text, out _)
            ? Problem.Invalid("FIELD_INVALID", "cursor is the nextCursor of an earlier page", "cursor")
            : null;
        return fault is null;
    }
}

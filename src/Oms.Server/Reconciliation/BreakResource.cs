using Oms.Storage.ReadModel;
using Oms.Trading;
using Oms.Trading.Reconciliation;

namespace Oms.Server.Reconciliation;

/// <summary>A difference with the broker as the API shows it.</summary>
/// <param name="Ours">Our figure: a quantity, or an amount for cash.</param>
/// <param name="Theirs">The other side's.</param>
/// <param name="AtStake">What the difference is worth; null when it cannot be said.</param>
/// <param name="AllowedActions">What <c>resolve</c> takes; empty once it has ended.</param>
/// <param name="State"><c>Open</c>, <c>Healed</c> or <c>Resolved</c>.</param>
internal sealed record BreakResource(
    string Id, BreakClass Class, string Account, string? Symbol, string? OrderId, string Subject, decimal? Ours, decimal? Theirs,
    decimal? AtStake, string? Currency, string Detail, Instant FirstSeen, Instant LastChanged, string? Owner, BreakAction? SuggestedAction,
    IReadOnlyList<BreakAction> AllowedActions, string State, BreakAction? Action, string? Reason, string? EndedBy, Instant? EndedAt, long Seq)
{
    public static BreakResource From(BreakView view)
    {
        var (of, finding) = (view.Break, view.Break.Finding);
        return new(of.Id.Value, finding.Class, finding.Account.Value, finding.Symbol?.Value, finding.Order?.Value, finding.Subject, finding.Ours,
            finding.Theirs, finding.AtStake, finding.Currency, finding.Detail, of.FirstSeen, of.LastChanged, of.Owner,
            of.End is null ? finding.Suggested : null, of.End is null ? Finding.ActionsOf(finding.Class) : [],
            of.End switch { null => "Open", { Action: null } => "Healed", _ => "Resolved" },
            of.End?.Action, of.End?.Reason, of.End?.By, of.End?.At, view.UpdatedSeq);
    }
}

/// <summary>Settles a break; both fields are required.</summary>
internal sealed record ResolveRequest(BreakAction? Action = null, string? Reason = null);

/// <summary>Says who looks after a break; without an owner, the caller does.</summary>
internal sealed record AssignRequest(string? Owner = null);

/// <summary>A round that left a trace: asked for, or one that changed or suspects something.</summary>
internal sealed record RoundResource(long Seq, Instant At, RoundCause Cause, int Findings, int Suspects);

/// <summary>What was asked for is on its way; the stream and the lists show it from this seq on.</summary>
internal sealed record AskedAnswer(long Seq);

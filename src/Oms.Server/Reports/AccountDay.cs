using Oms.Engine;
using Oms.Server.Jobs;
using Oms.Storage.ReadModel;
using Oms.Trading;
using Oms.Trading.Accounts;
using Oms.Trading.Positions;

namespace Oms.Server.Reports;

/// <summary>A position at the end of a day. Value and profit are null where no price is known: what is not known is not made up.</summary>
internal sealed record DayPosition(
    Symbol Symbol, string? Currency, decimal Quantity, decimal AvgCost, decimal RealizedPnl, decimal RealizedToday, decimal? MarketPrice, decimal? UnrealizedPnl);

/// <summary>Money in one currency.</summary>
internal sealed record DayTotal(string Currency, decimal RealizedToday, decimal? Unrealized, decimal Commission, int CommissionsUnknown);

/// <summary>What an account did on a day and held at its end: a fold over its executions.</summary>
internal sealed record AccountDay(
    Account Account, DateOnly Date, string TimeZone, Instant From, Instant To, IReadOnlyList<ExecutionView> Fills,
    IReadOnlyList<DayPosition> Positions, IReadOnlyList<DayTotal> Totals, string? Doubt);

/// <summary>Folds the days of accounts.</summary>
internal sealed class AccountDays(ReadModelStore store, ReferenceData reference, QuoteBoard quotes, TimeProvider clock)
{
    public const string TimeZone = "America/New_York";

    public async Task<AccountDay> FoldAsync(Account account, DateOnly date, JobContext run, CancellationToken ct)
    {
        var (from, to) = Bounds(date);
        var executions = await AllAsync(account, ct);
        var before = Fold(executions.Where(fill => fill.Execution.TransactTime < from));
        var after = Fold(executions.Where(fill => fill.Execution.TransactTime < to));
        var today = executions.Where(fill => fill.Execution.TransactTime >= from && fill.Execution.TransactTime < to).ToArray();
        var isPriced = to > Instant.Now(clock); // A price of now says nothing of a day that is over.
        var positions = after.Values.Select(position => Priced(position, before.GetValueOrDefault(position.Key), isPriced))
            .Where(position => position.Quantity != 0 || position.RealizedToday != 0)
            .OrderBy(position => position.Symbol.Value, StringComparer.Ordinal).ToArray();
        var doubt = isPriced ? await DoubtAsync(account, after, ct) : null;
        if (doubt is not null) run.Write(doubt);
        return new(account, date, TimeZone, from, to, today, positions, Totals(positions, today, account), doubt);
    }

    public static DateOnly Today(TimeProvider clock) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(TimeZone)).DateTime);

    private static (Instant From, Instant To) Bounds(DateOnly date)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        Instant At(DateOnly day) => Instant.From(new DateTimeOffset(day.ToDateTime(default), zone.GetUtcOffset(day.ToDateTime(default))));
        return (At(date), At(date.AddDays(1)));
    }

    private async Task<List<ExecutionView>> AllAsync(Account account, CancellationToken ct)
    {
        var all = new List<ExecutionView>();
        string? cursor = null;
        do
        {
            var page = await store.ExecutionsAsync(account.Firm, new(account.Id, Cursor: cursor, Limit: ReadModelStore.PageMax), ct);
            all.AddRange(page.Items.Where(fill => fill.CorrectedBy is null)); // What was corrected counts as its correction.
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        all.Reverse(); // Pages come newest first; positions are folded in the order of booking.
        return all;
    }

    private Dictionary<PositionKey, Position> Fold(IEnumerable<ExecutionView> fills)
    {
        var positions = new Dictionary<PositionKey, Position>();
        foreach (var fill in fills.Select(view => view.Execution))
        {
            var key = new PositionKey(fill.Account, fill.Symbol);
            var multiplier = reference.Find(fill.Symbol)?.Multiplier ?? 1;
            positions[key] = (positions.GetValueOrDefault(key) ?? Position.Flat(key)).Apply(fill, multiplier);
        }

        return positions;
    }

    private DayPosition Priced(Position position, Position? before, bool isPriced)
    {
        var mark = isPriced ? quotes.Find(position.Key.Symbol)?.Mark : null;
        return new(position.Key.Symbol, reference.Find(position.Key.Symbol)?.Currency, position.Quantity, position.AvgCost, position.RealizedPnl,
            position.RealizedPnl - (before?.RealizedPnl ?? 0), mark,
            position.Quantity == 0 ? 0 : mark is { } price ? position.UnrealizedAt(price) : null);
    }

    private static DayTotal[] Totals(DayPosition[] positions, ExecutionView[] fills, Account account)
    {
        var currencies = positions.Select(position => position.Currency ?? account.Currency)
            .Concat(fills.Select(fill => fill.CommissionCurrency).OfType<string>()).Append(account.Currency).Distinct(StringComparer.Ordinal);
        return [.. currencies.Order(StringComparer.Ordinal).Select(currency =>
        {
            var held = positions.Where(position => (position.Currency ?? account.Currency) == currency).ToArray();
            return new DayTotal(currency, held.Sum(position => position.RealizedToday),
                held.Any(position => position.UnrealizedPnl is null) ? null : held.Sum(position => position.UnrealizedPnl ?? 0),
                fills.Where(fill => fill.CommissionCurrency == currency).Sum(fill => fill.Commission ?? 0),
                currency == account.Currency ? fills.Count(fill => fill.Commission is null) : 0);
        })];
    }

    // The books and the fold are two ways to the same figure; where they part, the reader is told instead of being shown one of them.
    private async Task<string?> DoubtAsync(Account account, Dictionary<PositionKey, Position> folded, CancellationToken ct)
    {
        var booked = await store.PositionsAsync(account.Firm, account.Id, ct);
        var parted = booked.Where(view => view.Position.Quantity != (folded.GetValueOrDefault(view.Position.Key)?.Quantity ?? 0))
            .Select(view => view.Position.Key.Symbol.Value).ToArray();
        return parted.Length == 0 ? null : $"the books and the sum of the fills differ for {string.Join(", ", parted)}: run a reconciliation";
    }
}

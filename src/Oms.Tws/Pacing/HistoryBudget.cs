using Oms.Tws.Requests;

namespace Oms.Tws.Pacing;

/// <summary>IB's limits on historical requests; beyond them the gateway answers 162 and may end the session.</summary>
internal sealed class HistoryBudget(TimeProvider clock)
{
    private const int TotalMax = 60;
    private static readonly TimeSpan TotalSpan = TimeSpan.FromMinutes(10);

    // "Fewer than six" for the same contract, exchange and kind of data.
    private const int ContractMax = 5;
    private static readonly TimeSpan ContractSpan = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan IdenticalSpan = TimeSpan.FromSeconds(15);

    private readonly record struct Spent(long At, int Cost, ReqHistoricalData Request);

    private readonly List<Spent> _spent = [];

    /// <summary>Zero when the request may go now; else how long it must wait at least.</summary>
    public TimeSpan TimeUntil(ReqHistoricalData request)
    {
        var now = clock.GetTimestamp();
        _spent.RemoveAll(past => Age(past, now) >= TotalSpan);
        var wait = TimeSpan.Zero;
        int total = Cost(request), sameContract = 1;
        for (var i = _spent.Count - 1; i >= 0; i--)
        {
            var past = _spent[i];
            total += past.Cost;
            if (total > TotalMax) return Max(wait, TotalSpan - Age(past, now));
            if (IsSameContract(past.Request, request) && ++sameContract == ContractMax + 1)
                wait = Max(wait, ContractSpan - Age(past, now));
            if (IsIdentical(past.Request, request)) wait = Max(wait, IdenticalSpan - Age(past, now));
        }
        return wait;
    }

    public void Spend(ReqHistoricalData request) => _spent.Add(new(clock.GetTimestamp(), Cost(request), request));

    private static int Cost(ReqHistoricalData request) => request.WhatToShow is "BID_ASK" ? 2 : 1;

    private static bool IsSameContract(ReqHistoricalData a, ReqHistoricalData b) =>
        a.WhatToShow == b.WhatToShow && a.Contract == b.Contract;

    private static bool IsIdentical(ReqHistoricalData a, ReqHistoricalData b) => a with { ReqId = b.ReqId } == b;

    private TimeSpan Age(Spent past, long now) => clock.GetElapsedTime(past.At, now);

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}

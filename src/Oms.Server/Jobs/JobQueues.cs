using System.Collections.Frozen;

namespace Oms.Server.Jobs;

/// <summary>The lines that runs wait in, and how many of each may run at once over all workers together.</summary>
internal static class JobQueues
{
    public const string Reports = "reports";
    public const string Reconcile = "reconcile";
    public const string MarketData = "marketdata";
    public const string Maintenance = "maintenance";
    public const string Notifications = "notifications";

    public static readonly FrozenDictionary<string, int> Limits = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        [Reports] = 4,
        [Reconcile] = 1, // Two at once would ask the broker the same twice.
        [MarketData] = 2,
        [Maintenance] = 8,
        [Notifications] = 4,
    }.ToFrozenDictionary();
}

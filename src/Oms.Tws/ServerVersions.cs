namespace Oms.Tws;

/// <summary>The server versions spoken here, and the two changes of layout between them.</summary>
public static class ServerVersions
{
    public const int Min = 176;
    public const int Max = 178;

    /// <summary>From here on faProfile no longer follows faPercentage.</summary>
    internal const int NoFaProfile = 177;

    /// <summary>From here on pendingPriceRevision ends execDetails.</summary>
    internal const int PendingPriceRevision = 178;

    /// <summary>The lowest version named in the client's hello; every gateway in use accepts it.</summary>
    internal const int OfferedMin = 100;
}

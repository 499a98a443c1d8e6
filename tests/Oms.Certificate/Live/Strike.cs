namespace Oms.Certificate.Live;

/// <summary>What is done to real processes and to the line between them, at a moment that nobody chose.</summary>
internal enum Strike
{
    KillOms,
    KillGateway,
    KillBoth,
    KillPostgres,
    CutLink,
    HalfCloseLink,
    DelayLink,
}

namespace Oms.Storage.Journal;

/// <summary>How a writer is named to one that finds the journal locked.</summary>
internal static class JournalHolder
{
    public static readonly string Name = $"process {Environment.ProcessId} on {Environment.MachineName}";
}

using Oms.Engine.Journal;
using Oms.Server.Hosting;

namespace Oms.Server.Commands;

/// <summary>Exit codes and last words of commands.</summary>
internal static class Failures
{
    public const int Failed = 1;

    /// <summary>Runs a command; what an operator can mend is said in one line, anything else keeps its trace.</summary>
    public static async Task<int> GuardAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (Exception e) when (e is SettingException or JournalLockedException or JournalCorruptException or IOException or Backups.BackupException)
        {
            await Console.Error.WriteLineAsync($"oms: {e.Message}");
            return Failed;
        }
    }
}

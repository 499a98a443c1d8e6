using System.Diagnostics;
using Oms.Engine.Journal;
using Oms.Storage.Journal;

namespace Oms.Storage.Tests.Journal;

/// <summary>A writer in a process of its own that appends until it is killed. The process is this test program, asked for one test.</summary>
public sealed class DoomedWriter
{
    private const string UrlVariable = "OMS_TEST_DOOMED_JOURNAL";
    private const string ReadyLine = "the journal is being written";
    private const int BatchSize = 7;

    /// <summary>Starts it and returns when rows are being appended.</summary>
    internal static async Task<Process> StartAsync(DatabaseUrl url)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath ?? "dotnet") { UseShellExecute = false, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) is "dotnet") start.ArgumentList.Add(typeof(DoomedWriter).Assembly.Location);
        string[] arguments = ["-explicit", "only", "-showLiveOutput", "-method", $"{typeof(DoomedWriter).FullName}.{nameof(Appends_until_killed)}"];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment[UrlVariable] = url switch
        {
            DatabaseUrl.Sqlite sqlite => sqlite.JournalFile,
            DatabaseUrl.Postgres postgres => postgres.ConnectionString,
            _ => throw new UnreachableException(),
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("the writer did not start");
        var output = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains(ReadyLine, StringComparison.Ordinal)) return process;
            output.Add(line);
        }

        throw new InvalidOperationException($"the writer ended: {string.Join('\n', output)}");
    }

    [Fact(Explicit = true)]
    public async Task Appends_until_killed()
    {
        var place = Environment.GetEnvironmentVariable(UrlVariable) ?? throw new InvalidOperationException($"{UrlVariable} is not set");
        await using IJournal journal = place.Contains('=')
            ? new PostgresJournal(place, JournalContract.Shard, TimeProvider.System)
            : new SqliteJournal(place, JournalContract.Shard, TimeProvider.System);
        var chain = new JournalChain(JournalContract.Shard, await journal.OpenAsync(default));
        for (var i = 0; ; i++)
        {
            await journal.AppendAsync([.. Enumerable.Range(0, BatchSize).Select(_ => chain.Append(new(i), "A1", "Kind", new byte[200]))]);
            if (i == 20) TestContext.Current.TestOutputHelper?.WriteLine(ReadyLine);
        }
    }

    internal static void AssertWhole(JournalHead head) => Assert.Equal(0, head.Seq % BatchSize);
}

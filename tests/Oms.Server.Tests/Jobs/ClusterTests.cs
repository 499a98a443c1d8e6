using Microsoft.EntityFrameworkCore;
using Oms.Storage.Jobs;
using Oms.Testing;
using Oms.Trading;

namespace Oms.Server.Tests.Jobs;

/// <summary>Two workers and two schedulers on PostgreSQL, and what happens when some of them do not come back.</summary>
public sealed class ClusterTests(PostgresServer server)
{
    private const int Fires = 1000;

    [Fact]
    public async Task A_killed_workers_run_starts_again_within_ten_seconds_and_a_paused_one_changes_nothing()
    {
        await using var cluster = await StartWorkersAsync();
        var killed = await cluster.EnqueueAsync("""{"seconds":60}""");
        var first = await cluster.UntilAsync(killed.Id, run => run.Status is RunStatus.Running);
        var name = NameOf(cluster, first);

        await cluster.KillAsync(name);
        var started = TimeProvider.System.GetTimestamp();
        var second = await cluster.UntilAsync(killed.Id, run => run.Status is RunStatus.Running && run.Attempt == 2);
        var took = TimeProvider.System.GetElapsedTime(started);

        Assert.True(took < TimeSpan.FromSeconds(10), $"{took}");
        Assert.NotEqual(first.WorkerId, second.WorkerId);
        var lost = await cluster.QueryAsync(db => db.JobAttempts.SingleAsync(attempt => attempt.RunId == killed.Id && attempt.Number == 1));
        Assert.Equal((AttemptOutcome.Lost, first.WorkerId), (lost.Outcome, lost.WorkerId));
        await cluster.Queue.CancelAsync(killed.Id, "test", default);
        await cluster.UntilAsync(killed.Id, run => run.Status is RunStatus.Canceled);
        await PausedWorkerAsync(cluster, name);
    }

    // The one that lives on is paused in the middle of a run; the one that is started anew takes the run; what the first says when it wakes is void.
    private static async Task PausedWorkerAsync(JobCluster cluster, string dead)
    {
        var alive = dead == "worker 1" ? "worker 2" : "worker 1";
        var run = await cluster.EnqueueAsync("""{"seconds":4}""");
        var before = await cluster.UntilAsync(run.Id, known => known.Status is RunStatus.Running);
        await cluster.SignalAsync(alive, "STOP");
        cluster.Start(dead, "worker");
        var taken = await cluster.UntilAsync(run.Id, known => known.Attempt == 2);
        await cluster.SignalAsync(alive, "CONT");
        var ended = await cluster.UntilAsync(run.Id, known => known.Status is RunStatus.Succeeded);

        Assert.NotEqual(before.WorkerId, taken.WorkerId);
        Assert.Equal((2, taken.WorkerId, """{"attempt":2}"""), (ended.Attempt, ended.WorkerId, ended.Result));
    }

    [Fact]
    public async Task Two_schedulers_fire_a_thousand_times_once_each_while_one_is_killed_and_edits_survive()
    {
        await using var cluster = await JobCluster.StartAsync(server);
        await cluster.QueryAsync(async db =>
        {
            var now = Instant.Now(TimeProvider.System);
            for (var i = 0; i < 10; i++)
                db.Schedules.Add(new() { Id = Guid.NewGuid(), Name = $"fast {i}", Job = "probe", Kind = ScheduleKind.Interval, IntervalMs = 200, Overlap = OverlapPolicy.Allow, CreatedAt = now, UpdatedAt = now });
            return await db.SaveChangesAsync();
        });
        cluster.Start("scheduler 1", "scheduler");
        cluster.Start("scheduler 2", "scheduler");
        await cluster.UntilAliveAsync("scheduler", 2);
        await UntilFiredAsync(cluster, Fires / 2);
        await cluster.QueryAsync(db => db.Schedules.Where(schedule => schedule.Job == "backup")
            .ExecuteUpdateAsync(set => set.SetProperty(schedule => schedule.Cron, "0 15 1 * * ?").SetProperty(schedule => schedule.Version, schedule => schedule.Version + 1)));

        await cluster.KillAsync("scheduler 1");
        cluster.Start("scheduler 3", "scheduler");
        await UntilFiredAsync(cluster, Fires);

        await cluster.UntilAliveAsync("scheduler", 3);
        var fires = await cluster.QueryAsync(db => db.JobRuns.Select(run => run.FireKey).ToListAsync());
        Assert.Equal(fires.Count, fires.Distinct().Count());
        Assert.Equal(0, await TooCloseAsync(cluster));
        var backup = await cluster.QueryAsync(db => db.Schedules.SingleAsync(schedule => schedule.Job == "backup"));
        Assert.Equal("0 15 1 * * ?", backup.Cron);
    }

    [Fact]
    public async Task A_thousand_short_jobs_run_once_each_over_two_workers()
    {
        await using var cluster = await StartWorkersAsync();
        await cluster.QueryAsync(async db =>
        {
            var now = await db.NowAsync(TimeProvider.System, default);
            for (var i = 0; i < 1000; i++) db.JobRuns.Add(new() { Job = "probe", Queue = "maintenance", CreatedAt = now, DueAt = now });
            return await db.SaveChangesAsync();
        });
        var started = TimeProvider.System.GetTimestamp();

        await cluster.UntilAsync(db => db.JobRuns.CountAsync(run => run.Status == RunStatus.Succeeded), done => done == 1000, done => $"{done} of 1000");

        var took = TimeProvider.System.GetElapsedTime(started);
        TestContext.Current.SendDiagnosticMessage($"1000 jobs in {took}");
        Assert.True(took < TimeSpan.FromMinutes(1), $"{took}");
        Assert.Equal(1000, await cluster.QueryAsync(db => db.JobAttempts.CountAsync()));
    }

    [Fact]
    public async Task A_database_that_is_away_is_waited_for_and_no_run_is_lost_or_done_twice()
    {
        await using var cluster = await StartWorkersAsync(withLine: true);
        var running = await cluster.EnqueueAsync("""{"seconds":2}""");
        await cluster.UntilAsync(running.Id, run => run.Status is RunStatus.Running);

        cluster.Line.IsOpen = false;
        cluster.Line.Cut();
        var queued = new List<long>();
        for (var i = 0; i < 20; i++) queued.Add((await cluster.EnqueueAsync("{}")).Id);
        foreach (var worker in (string[])["worker 1", "worker 2"])
            await cluster.UntilAsync(_ => cluster.WhyNotReadyAsync(worker), why => why?.Contains("WORKER_WAITS", StringComparison.Ordinal) is true, why => $"{worker}: {why}");
        await cluster.UntilAsync(db => db.JobRuns.AsNoTracking().SingleAsync(run => run.Id == running.Id),
            run => run.LeaseUntil < Instant.Now(TimeProvider.System), run => $"the lease ends at {run.LeaseUntil}");
        cluster.Line.IsOpen = true;

        await cluster.UntilAsync(db => db.JobRuns.CountAsync(run => run.Status == RunStatus.Succeeded), done => done == 21, done => $"{done} of 21");
        Assert.Equal(20, await cluster.QueryAsync(db => db.JobAttempts.CountAsync(attempt => queued.Contains(attempt.RunId))));
        Assert.Equal(1, await cluster.QueryAsync(db => db.JobAttempts.CountAsync(attempt => attempt.RunId == running.Id && attempt.Outcome == AttemptOutcome.Succeeded)));
        foreach (var worker in (string[])["worker 1", "worker 2"])
            await cluster.UntilAsync(_ => cluster.WhyNotReadyAsync(worker), why => why is null, why => $"{worker}: {why}");
    }

    [Fact]
    public async Task A_run_starts_at_its_time_and_not_before()
    {
        await using var cluster = await StartWorkersAsync();
        var due = await cluster.QueryAsync(async db =>
        {
            var at = await db.NowAsync(TimeProvider.System, default) + TimeSpan.FromSeconds(3);
            for (var i = 0; i < 5; i++) db.JobRuns.Add(new() { Job = "probe", Queue = "maintenance", CreatedAt = at, DueAt = at + TimeSpan.FromSeconds(i) });
            await db.SaveChangesAsync();
            return at;
        });

        await cluster.UntilAsync(db => db.JobRuns.CountAsync(run => run.Status == RunStatus.Succeeded), done => done == 5, done => $"{done} of 5");

        var late = await cluster.QueryAsync(db => db.JobRuns.OrderBy(run => run.DueAt).Select(run => new { run.DueAt, run.StartedAt }).ToListAsync());
        var waits = late.Select(run => (run.StartedAt - run.DueAt)?.TotalSeconds ?? -1).ToArray();
        TestContext.Current.SendDiagnosticMessage($"runs started up to {waits.Max():0.00} s after their time");
        Assert.All(waits, wait => Assert.True(wait >= 0, $"{wait} s"));
        Assert.Equal(due, late[0].DueAt);
    }

    [Fact]
    public async Task A_sealed_backup_is_restored_by_command_and_equals()
    {
        await using var cluster = await JobCluster.StartAsync(server);
        await cluster.EnqueueAsync("""{"seconds":1}""");

        Assert.True(await cluster.RunAsync("backup", "--check") == 0, cluster.Output);
        await cluster.QueryAsync(db => db.JobRuns.ExecuteDeleteAsync());
        Assert.NotEqual(0, await cluster.RunAsync("restore")); // It holds something: not without --force. The test's own connections are gone by now.
        Npgsql.NpgsqlConnection.ClearAllPools();
        Assert.True(await cluster.RunAsync("restore", "--force") == 0, cluster.Output);

        Assert.Equal("""{"seconds":1}""", await cluster.QueryAsync(db => db.JobRuns.Select(run => run.Args).SingleAsync()));
    }

    private static Task UntilFiredAsync(JobCluster cluster, int count) =>
        cluster.UntilAsync(db => db.JobRuns.CountAsync(), fired => fired >= count, fired => $"{fired} of {count} fires");

    // Two fires of one schedule are an interval apart, whoever fired them; a double one would stand beside its twin.
    private static async Task<int> TooCloseAsync(JobCluster cluster)
    {
        var keys = await cluster.QueryAsync(db => db.JobRuns.Where(run => run.FireKey != null).Select(run => run.FireKey ?? "").ToListAsync());
        return keys.Select(key => key.Split('@')).GroupBy(parts => parts[0], parts => long.Parse(parts[1]))
            .Sum(schedule => schedule.Order().Zip(schedule.Order().Skip(1)).Count(pair => pair.Second - pair.First < 100_000));
    }

    private async Task<JobCluster> StartWorkersAsync(bool withLine = false)
    {
        var cluster = await JobCluster.StartAsync(server, withLine);
        cluster.Start("worker 1", "worker");
        cluster.Start("worker 2", "worker");
        await cluster.UntilAliveAsync("worker", 2);
        return cluster;
    }

    private static string NameOf(JobCluster cluster, JobRun run) =>
        run.WorkerId?.Contains($"-{cluster.ProcessId("worker 1")}-", StringComparison.Ordinal) is true ? "worker 1" : "worker 2";
}

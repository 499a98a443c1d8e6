using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Oms.Server.Tests.Fixtures;
using Oms.Storage.Jobs;
using Oms.Storage.Settings;
using Oms.Trading;

namespace Oms.Server.Tests.Jobs;

/// <summary>What each of the jobs of the night leaves behind.</summary>
[Collection(SharedAppCollection.Name)]
public sealed class JobEffectTests(SharedApp shared)
{
    private OmsApp App => shared.App;

    private static Instant Now => Instant.Now(TimeProvider.System);

    [Fact]
    public async Task The_pnl_snapshot_is_a_table_of_every_position()
    {
        await App.UntilPricedAsync("MSFT");
        using var placed = await App.PlaceAsync(Answers.Market("effect-1", "MSFT", "Buy", 3));
        await App.UntilAsync($"orders/clOrdId:effect-1?account={OmsApp.Account}", order => order.Text("ordStatus") == "Filled");

        var run = await RunAsync("pnl-snapshot");

        var report = (await App.GetAsync("reports?limit=200")).Items().First(of => of.Text("kind") == "pnl" && of.GetProperty("runId").GetInt64() == run.GetProperty("id").GetInt64());
        var table = await App.Http.GetStringAsync(new Uri($"reports/{report.Text("id")}/file", UriKind.Relative));
        var held = (await App.GetAsync($"positions?account={OmsApp.Account}")).Items().First(of => of.Text("symbol") == "MSFT");
        Assert.Contains($"{OmsApp.Account},MSFT,USD,{held.Text("quantity")},", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rebuild_brings_back_what_the_query_tables_lost()
    {
        await App.UntilPricedAsync("MSFT");
        using var placed = await App.PlaceAsync(Answers.Market("effect-2", "MSFT", "Buy", 1));
        var id = (await App.UntilAsync($"orders/clOrdId:effect-2?account={OmsApp.Account}", order => order.Text("ordStatus") == "Filled")).Text("id");
        await App.DamageReadModelAsync($"DELETE FROM orders WHERE id = '{id}'");
        var lost = await App.GetAsync($"orders/{id}");

        await RunAsync("read-model-rebuild");

        Assert.Equal("UNKNOWN_ORDER", lost.Text("code"));
        Assert.Equal("effect-2", (await App.GetAsync($"orders/{id}")).Text("clOrdId"));
    }

    [Fact]
    public async Task Retention_deletes_what_is_old_and_keeps_what_is_young()
    {
        var (old, young) = (Now - TimeSpan.FromDays(100), Now - TimeSpan.FromDays(1));
        JobRun Ended(Instant at) => new() { Job = "probe", Queue = "maintenance", Status = RunStatus.Succeeded, CreatedAt = at, DueAt = at, EndedAt = at };
        var channel = new NotificationChannel { Id = Guid.NewGuid(), Name = "retention", Enabled = false, CreatedAt = old };
        Notification Told(Instant at) => new() { ChannelId = channel.Id, Topic = "test", Status = DeliveryStatus.Delivered, CreatedAt = at, DueAt = at };
        JobRun[] runs = [Ended(old), Ended(young)];
        Notification[] told = [Told(old), Told(young)];
        await App.SettingsAsync(db =>
        {
            db.Add(channel);
            db.JobRuns.AddRange(runs);
            db.Notifications.AddRange(told);
            return db.SaveChangesAsync();
        });

        await RunAsync("retention");

        var runIds = runs.Select(run => run.Id).ToArray();
        var toldIds = told.Select(message => message.Id).ToArray();
        Assert.Equal([runs[1].Id], await App.SettingsAsync(db => db.JobRuns.Where(run => runIds.Contains(run.Id)).Select(run => run.Id).ToListAsync()));
        Assert.Equal([told[1].Id], await App.SettingsAsync(db => db.Notifications.Where(of => toldIds.Contains(of.Id)).Select(of => of.Id).ToListAsync()));
    }

    [Fact]
    public async Task Expiry_ends_sessions_and_keys_and_notes_the_keys()
    {
        var user = await App.SettingsAsync(db => db.Users.Select(of => new { of.Id, of.Firm }).FirstAsync());
        var (past, prefix) = (Now - TimeSpan.FromMinutes(1), Guid.NewGuid().ToString("N")[..8]);
        var session = new RefreshToken { Id = Guid.NewGuid(), UserId = user.Id, TokenHash = $"effect-{prefix}", IssuedAt = past, ExpiresAt = past, FamilyId = Guid.NewGuid() };
        var key = new ApiKey { Id = Guid.NewGuid(), UserId = user.Id, Firm = user.Firm, Name = "effect", Prefix = prefix, KeyHash = prefix, CreatedAt = past, ExpiresAt = past };
        await App.SettingsAsync(db =>
        {
            db.Add(session);
            db.Add(key);
            return db.SaveChangesAsync();
        });

        await RunAsync("expire");

        Assert.False(await App.SettingsAsync(db => db.RefreshTokens.AnyAsync(of => of.Id == session.Id)));
        Assert.NotNull(await App.SettingsAsync(db => db.ApiKeys.Where(of => of.Id == key.Id).Select(of => of.RevokedAt).SingleAsync()));
        await App.UntilAsync($"audit?action=ApiKeyExpired&target={prefix}", audit => audit.Items().Any());
    }

    [Fact]
    public async Task What_is_unclear_before_the_restart_is_listed()
    {
        await App.UntilReadyAsync();

        var result = (await RunAsync("restart-preparation")).GetProperty("result");

        Assert.True(result.GetProperty("isLinkReady").GetBoolean());
        var open = await App.GetAsync("orders?status=open&limit=200");
        Assert.Equal(open.Items().Count(), result.GetProperty("firms").EnumerateArray().Sum(firm => firm.GetProperty("openOrders").GetInt32()));
    }

    [Theory]
    [InlineData("night-report", "Night report")]
    [InlineData("digest", "Daily digest")]
    public async Task Reports_of_the_day_and_the_night_reach_the_channels(string job, string subject)
    {
        using var made = await App.Http.PostAsJsonAsync(new Uri("notifications/channels", UriKind.Relative),
            new { name = $"effect {job}", kind = "Slack", secret = "https://hooks.example.com/none", topics = new[] { "digest" } });
        var channel = Guid.Parse((await made.JsonAsync()).Text("id"));

        var run = await RunAsync(job);

        var told = await App.SettingsAsync(db => db.Notifications.SingleAsync(of => of.ChannelId == channel));
        using var gone = await App.Http.DeleteAsync(new Uri($"notifications/channels/{channel}", UriKind.Relative));
        Assert.StartsWith(subject, told.Subject, StringComparison.Ordinal);
        Assert.Contains(" fills, ", told.Body, StringComparison.Ordinal);
        Assert.True(run.GetProperty("result").GetProperty("told").GetInt32() >= 1);
    }

    [Fact]
    public async Task The_sweep_gives_young_dead_deliveries_one_more_try_and_deletes_old_ones()
    {
        var endpoint = new WebhookEndpoint { Id = Guid.NewGuid(), Firm = new("sweep"), Url = "http://127.0.0.1:1/", Secret = "x", Cursor = long.MaxValue, CreatedAt = Now };
        WebhookDelivery Dead(long seq, TimeSpan age) => new()
        {
            EndpointId = endpoint.Id,
            Seq = seq,
            Kind = "test",
            Body = "{}",
            Status = DeliveryStatus.Dead,
            Attempts = 10,
            CreatedAt = Now - age,
            DueAt = Now - age,
        };
        WebhookDelivery[] dead = [Dead(1, TimeSpan.FromDays(1)), Dead(2, TimeSpan.FromDays(10)), Dead(3, TimeSpan.FromDays(40))];
        await App.SettingsAsync(db =>
        {
            db.Add(endpoint);
            db.AddRange(dead);
            return db.SaveChangesAsync();
        });

        var result = (await RunAsync("webhook-sweep")).GetProperty("result");

        Assert.Equal(1, result.GetProperty("triedAgain").GetInt32());
        var left = await App.SettingsAsync(db => db.WebhookDeliveries.Where(of => of.EndpointId == endpoint.Id).OrderBy(of => of.Seq).Select(of => of.Seq).ToListAsync());
        Assert.Equal([1L, 2L], left);
        await App.SettingsAsync(db => db.WebhookEndpoints.Where(of => of.Id == endpoint.Id).ExecuteDeleteAsync());
    }

    [Fact]
    public async Task A_refresh_has_the_broker_describe_the_instruments()
    {
        var before = (await App.GetAsync("brokers/ib/status")).GetProperty("synchronizedAt").GetString();

        var result = (await RunAsync("instrument-refresh")).GetProperty("result");

        Assert.True(result.GetProperty("synchronized").GetBoolean());
        await App.UntilAsync("brokers/ib/status", status => status.GetProperty("synchronizedAt").GetString() != before);
        Assert.All((await App.GetAsync("instruments")).Items(), of => Assert.Equal(JsonValueKind.Number, of.GetProperty("conId").ValueKind));
    }

    private async Task<JsonElement> RunAsync(string job)
    {
        using var answer = await App.Http.PostAsJsonAsync(new Uri("jobs/runs", UriKind.Relative), new { job });
        var id = (await answer.JsonAsync()).GetProperty("run").GetProperty("id").GetInt64();
        var ended = await App.UntilAsync($"jobs/runs/{id}", of => of.GetProperty("run").Text("status") is not ("Queued" or "Running"));
        Assert.Equal("Succeeded", ended.GetProperty("run").Text("status"));
        return ended.GetProperty("run");
    }
}

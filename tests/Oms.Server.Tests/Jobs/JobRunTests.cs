using System.Text.Json;
using Oms.Engine.Journal;
using Oms.Server.Tests.Fixtures;

namespace Oms.Server.Tests.Jobs;

/// <summary>Jobs in the whole product in one process, asked for by the public API.</summary>
[Collection(SharedAppCollection.Name)]
public sealed class JobRunTests(SharedApp shared)
{
    private OmsApp App => shared.App;

    [Theory]
    [InlineData("""{"job":"nope"}""", "job")]
    [InlineData("""{}""", "job")]
    [InlineData("""{"job":"probe","args":{"seconds":-1}}""", "args.seconds")]
    [InlineData("""{"job":"probe","args":{"seconds":"a"}}""", "args.seconds")]
    [InlineData("""{"job":"probe","args":{"speed":1}}""", "args.speed")]
    [InlineData("""{"job":"probe","args":[]}""", "args")]
    [InlineData("""{"job":"statement","args":{"date":"yesterday"}}""", "args.date")]
    [InlineData("""{"job":"export","args":{}}""", "args")]
    public async Task What_cannot_be_run_is_refused_with_its_field(string body, string field)
    {
        using var answer = await PostAsync("jobs/runs", body);

        Assert.Equal(422, (int)answer.StatusCode);
        Assert.Equal(field, (await answer.JsonAsync()).Text("field"));
    }

    [Fact]
    public async Task A_run_tells_its_progress_log_and_result()
    {
        var id = await RunAsync("probe", """{"seconds":0.2,"logCharacters":300000}""");

        var ended = await UntilEndedAsync(id);

        Assert.Equal("Succeeded", ended.GetProperty("run").Text("status"));
        Assert.Equal(1, ended.GetProperty("run").GetProperty("result").GetProperty("attempt").GetInt32());
        var log = ended.GetProperty("attempts")[0].Text("log");
        Assert.Contains("characters are left out", log, StringComparison.Ordinal);
        Assert.True(log.Length < 100_000);
    }

    [Fact]
    public async Task A_failing_run_is_tried_again_and_then_failed()
    {
        var id = await RunAsync("probe", """{"outcome":"Fail"}""");

        var ended = await UntilEndedAsync(id);

        Assert.Equal("Failed", ended.GetProperty("run").Text("status"));
        Assert.Equal(["Failed", "Failed", "Failed"], ended.GetProperty("attempts").EnumerateArray().Select(attempt => attempt.Text("outcome")));
        Assert.Contains("asked to fail", ended.GetProperty("run").Text("error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_job_is_canceled_and_run_again_by_hand()
    {
        var id = await RunAsync("probe", """{"seconds":60}""");
        await App.UntilAsync($"jobs/runs/{id}", run => run.GetProperty("run").Text("status") == "Running");

        using var early = await PostAsync($"jobs/runs/{id}/retry", "");
        using var canceled = await PostAsync($"jobs/runs/{id}/cancel", "");
        var ended = await UntilEndedAsync(id);
        using var retried = await PostAsync($"jobs/runs/{id}/retry", "");

        Assert.Equal(409, (int)early.StatusCode);
        Assert.Equal("Canceled", ended.GetProperty("run").Text("status"));
        Assert.Equal(201, (int)retried.StatusCode);
        var again = (await retried.JsonAsync()).GetProperty("run");
        Assert.Equal(id, again.GetProperty("retryOf").GetInt64());
        using var end = await PostAsync($"jobs/runs/{again.GetProperty("id").GetInt64()}/cancel", "");
    }

    [Fact]
    public async Task A_job_that_does_not_stop_is_left_behind()
    {
        var id = await RunAsync("probe", """{"seconds":15,"outcome":"Hang"}""");
        await App.UntilAsync($"jobs/runs/{id}", run => run.GetProperty("run").Text("status") == "Running");
        using var canceled = await PostAsync($"jobs/runs/{id}/cancel", "");

        var ended = await UntilEndedAsync(id);

        Assert.Equal("Canceled", ended.GetProperty("run").Text("status"));
        Assert.Contains("left behind", ended.GetProperty("attempts")[0].Text("log"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statements_tell_the_fills_of_the_day_and_are_handed_out()
    {
        await App.UntilPricedAsync("AAPL");
        using var placed = await App.PlaceAsync(Answers.Market("statement-1", "AAPL", "Buy", 7));
        await App.UntilAsync($"orders/clOrdId:statement-1?account={OmsApp.Account}", order => order.Text("ordStatus") == "Filled");

        var ended = await UntilEndedAsync(await RunAsync("statement", "{}"));

        Assert.Equal("Succeeded", ended.GetProperty("run").Text("status"));
        var reports = ended.GetProperty("run").GetProperty("result").GetProperty("reports").EnumerateArray().Select(report => report.Text("id")).ToArray();
        var page = await App.Http.GetStringAsync(new Uri($"reports/{reports[0]}/file", UriKind.Relative));
        var table = await App.Http.GetStringAsync(new Uri($"reports/{reports[1]}/file", UriKind.Relative));
        Assert.Contains("<td class=\"t\">AAPL</td>", page, StringComparison.Ordinal);
        Assert.Contains(",DU123456,AAPL,Buy,7,", table, StringComparison.Ordinal);
        Assert.DoesNotContain("differ", page, StringComparison.Ordinal);
        using var other = await App.Http.GetAsync(new Uri($"reports/{Guid.NewGuid()}/file", UriKind.Relative));
        Assert.Equal(404, (int)other.StatusCode);
    }

    [Fact]
    public async Task The_canary_lives_a_whole_order_and_leaves_nothing_open()
    {
        await App.UntilPricedAsync("SPY");

        var ended = await UntilEndedAsync(await RunAsync("order-canary", "{}"));

        Assert.Equal("Succeeded", ended.GetProperty("run").Text("status"));
        var order = await App.GetAsync($"orders/{ended.GetProperty("run").GetProperty("result").Text("orderId")}");
        Assert.Equal("Canceled", order.Text("ordStatus"));
    }

    [Fact]
    public async Task The_nightly_check_of_the_journal_signs_the_end_that_it_found_intact()
    {
        var ended = (await UntilEndedAsync(await RunAsync("journal-verify", "{}"))).GetProperty("run");

        Assert.Equal("Succeeded", ended.Text("status"));
        var heads = await App.Services.GetRequiredService<IJournalMarks>().ReadHeadsAsync(default);
        var signed = Assert.Single(heads, head => head.Seq == ended.GetProperty("result").GetProperty("rows").GetInt64());
        Assert.Equal(ended.GetProperty("result").Text("head"), Convert.ToHexStringLower(signed.Hash.Span));
    }

    [Fact]
    public async Task A_reconciliation_waits_for_the_brokers_answer_and_tells_the_breaks()
    {
        await App.UntilReadyAsync();

        var ended = (await UntilEndedAsync(await RunAsync("reconcile", "{}"))).GetProperty("run");

        Assert.Equal("Succeeded", ended.Text("status"));
        var rounds = await App.GetAsync("reconciliation/runs?limit=200");
        var round = rounds.GetProperty("items").EnumerateArray().Single(of => of.GetProperty("seq").GetInt64() == ended.GetProperty("result").GetProperty("round").GetInt64());
        Assert.Equal("Request", round.Text("cause"));
        var open = await App.GetAsync("reconciliation/breaks?status=open");
        Assert.Equal(open.GetProperty("items").GetArrayLength(), ended.GetProperty("result").GetProperty("breaks").GetArrayLength());
    }

    [Fact]
    public async Task A_backup_is_restored_beside_the_database_and_equals()
    {
        var taken = await UntilEndedAsync(await RunAsync("backup", "{}"));
        var check = await UntilEndedAsync(await RunAsync("backup-check", "{}"));

        Assert.Equal("Succeeded", taken.GetProperty("run").Text("status"));
        Assert.Equal("Succeeded", check.GetProperty("run").Text("status"));
        Assert.Equal(taken.GetProperty("run").GetProperty("result").Text("file"), check.GetProperty("run").GetProperty("result").Text("file"));
        Assert.True(check.GetProperty("run").GetProperty("result").GetProperty("journalRows").GetInt64() > 40);
    }

    private async Task<long> RunAsync(string job, string args)
    {
        using var answer = await PostAsync("jobs/runs", $$"""{"job":"{{job}}","args":{{args}}}""");
        var run = await answer.JsonAsync();
        Assert.True(answer.IsSuccessStatusCode, run.ToString());
        Assert.True(run.GetProperty("seq").GetInt64() > 0); // Who asked is in the journal.
        return run.GetProperty("run").GetProperty("id").GetInt64();
    }

    private Task<JsonElement> UntilEndedAsync(long id) =>
        App.UntilAsync($"jobs/runs/{id}", run => run.GetProperty("run").Text("status") is not ("Queued" or "Running"));

    private async Task<HttpResponseMessage> PostAsync(string path, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        return await App.Http.PostAsync(new Uri(path, UriKind.Relative), body.Length == 0 ? null : content);
    }
}

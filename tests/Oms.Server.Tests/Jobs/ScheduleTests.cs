using System.Net.Http.Headers;
using System.Text;
using Oms.Server.Tests.Fixtures;

namespace Oms.Server.Tests.Jobs;

/// <summary>Schedules and the monitor, in the whole product in one process.</summary>
[Collection(SharedAppCollection.Name)]
public sealed class ScheduleTests(SharedApp shared)
{
    private OmsApp App => shared.App;

    [Theory]
    [InlineData("""{"name":"a","job":"probe","kind":"Cron","cron":"0 0 25 * * ?"}""", "cron")]
    [InlineData("""{"name":"a","job":"probe","kind":"Cron","cron":"0 0 5 31 2 ?"}""", "cron")]
    [InlineData("""{"name":"a","job":"probe","kind":"Cron","cron":"0 0 5 * * ?","timeZone":"Mars/One"}""", "timeZone")]
    [InlineData("""{"name":"a","job":"probe","kind":"Interval","intervalMs":1}""", "intervalMs")]
    [InlineData("""{"name":"a","job":"probe","kind":"Once"}""", "at")]
    [InlineData("""{"name":"a","job":"nope","kind":"Once","at":"2030-01-01T00:00:00Z"}""", "job")]
    [InlineData("""{"name":"a","job":"probe","args":{"x":1},"kind":"Once","at":"2030-01-01T00:00:00Z"}""", "args.x")]
    [InlineData("""{"job":"probe","kind":"Once","at":"2030-01-01T00:00:00Z"}""", "name")]
    [InlineData("""{"name":"a","job":"probe"}""", "kind")]
    public async Task What_cannot_be_a_schedule_is_refused_with_its_field(string body, string field)
    {
        using var answer = await SendAsync(HttpMethod.Post, "schedules", body);

        Assert.Equal(422, (int)answer.StatusCode);
        Assert.Equal(field, (await answer.JsonAsync()).Text("field"));
    }

    [Fact]
    public async Task A_schedule_fires_is_edited_paused_and_deleted()
    {
        using var created = await SendAsync(HttpMethod.Post, "schedules", """{"name":"often","job":"probe","kind":"Interval","intervalMs":300,"overlap":"Allow"}""");
        var id = (await created.JsonAsync()).GetProperty("schedule").Text("id");

        await App.UntilAsync($"jobs/runs?scheduleId={id}&status=Succeeded", page => page.Items().Count() >= 2);
        using var changed = await SendAsync(HttpMethod.Put, $"schedules/{id}", """{"name":"seldom","job":"probe","kind":"Cron","cron":"0 0 5 * * ?","timeZone":"America/New_York"}""");
        using var paused = await SendAsync(HttpMethod.Post, $"schedules/{id}/pause", "");
        using var deleted = await SendAsync(HttpMethod.Delete, $"schedules/{id}", "");

        var after = (await changed.JsonAsync()).GetProperty("schedule");
        Assert.Equal(2, after.GetProperty("version").GetInt64());
        Assert.EndsWith(":00:00.000000Z", after.GetProperty("next")[0].GetString(), StringComparison.Ordinal);
        Assert.False((await paused.JsonAsync()).GetProperty("schedule").GetProperty("enabled").GetBoolean());
        Assert.Equal(204, (int)deleted.StatusCode);
        Assert.Equal(404, (int)(await App.Http.GetAsync(new Uri($"schedules/{id}", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task Built_in_schedules_are_there_and_cannot_be_deleted()
    {
        var all = await App.UntilAsync("schedules", page => page.Items().Any(schedule => schedule.GetProperty("isBuiltIn").GetBoolean()));
        var backup = all.Items().Single(schedule => schedule.Text("job") == "backup");

        using var deleted = await SendAsync(HttpMethod.Delete, $"schedules/{backup.Text("id")}", "");

        Assert.Equal(409, (int)deleted.StatusCode);
    }

    [Fact]
    public async Task The_monitor_opens_to_its_password_alone_and_answers_late_after_failures()
    {
        using var http = new HttpClient { BaseAddress = App.Monitor };
        using var stranger = await http.GetAsync(new Uri("/", UriKind.Relative));
        var started = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < 5; i++)
        {
            using var wrong = await AskAsync(http, "/api/v1/jobs/workers", "guess");
            Assert.Equal(401, (int)wrong.StatusCode);
        }

        var took = TimeProvider.System.GetElapsedTime(started);
        using var page = await AskAsync(http, "/", OmsApp.Password);
        using var workers = await AskAsync(http, "/api/v1/jobs/workers", OmsApp.Password);

        Assert.Equal(401, (int)stranger.StatusCode);
        Assert.StartsWith("Basic", stranger.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.True(took > TimeSpan.FromSeconds(1.4), $"{took}");
        Assert.Contains("OMS monitor", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains((await workers.JsonAsync()).Items(), node => node.Text("role") == "worker" && node.Text("state") == "Alive");
    }

    [Fact]
    public async Task A_request_of_another_site_is_refused_by_the_monitor()
    {
        using var http = new HttpClient { BaseAddress = App.Monitor };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/jobs/runs/1/cancel");
        request.Headers.Authorization = Basic(OmsApp.Password);
        request.Headers.Add("Origin", "https://elsewhere.example");

        using var answer = await http.SendAsync(request);

        Assert.Equal(403, (int)answer.StatusCode);
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient http, string path, string password)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = Basic(password);
        return await http.SendAsync(request);
    }

    private static AuthenticationHeaderValue Basic(string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{OmsApp.MonitorUser}:{password}")));

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string body)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body.Length > 0) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return await App.Http.SendAsync(request);
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Oms.Server.Notifications;
using Oms.Server.Tests.Fixtures;
using Oms.Server.Webhooks;
using Oms.Storage.Jobs;
using Oms.Trading;

namespace Oms.Server.Tests.Jobs;

/// <summary>What leaves the program: mails over a real socket, webhooks to a real listener.</summary>
[Collection(SharedAppCollection.Name)]
public sealed class DeliveryTests(SharedApp shared)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private OmsApp App => shared.App;

    [Fact]
    public async Task The_test_button_sends_a_mail_and_a_failed_job_sends_another()
    {
        await using var server = new MailServer();
        var channel = await CreateAsync("notifications/channels", new
        {
            name = "mail",
            kind = "Email",
            settings = new { host = "127.0.0.1", port = server.Port, security = "None", from = "oms@example.com", to = new[] { "desk@example.com" } },
            topics = new[] { "jobs", "test" },
        });

        var first = server.NextAsync();
        using var test = await App.Http.PostAsync(new Uri($"notifications/channels/{channel.Text("id")}/test", UriKind.Relative), null);
        using var failing = await App.Http.PostAsJsonAsync(new Uri("jobs/runs", UriKind.Relative), new { job = "statement", args = new { account = "NOBODY" } });

        Assert.Equal("Delivered", (await test.JsonAsync()).Text("status"));
        Assert.Contains("[OMS] A test", await first, StringComparison.Ordinal);
        Assert.Contains("Job statement failed", await server.NextAsync(), StringComparison.Ordinal);
        using var deleted = await App.Http.DeleteAsync(new Uri($"notifications/channels/{channel.Text("id")}", UriKind.Relative));
    }

    [Theory]
    [InlineData("""{"name":"x","kind":"Email","settings":{"host":"h","from":"nobody","to":["a@b.c"]}}""", "settings.from")]
    [InlineData("""{"name":"x","kind":"Email","settings":{"host":"h","from":"a@b.c","to":[]}}""", "settings.to")]
    [InlineData("""{"name":"x","kind":"Slack","secret":"not an address"}""", "secret")]
    [InlineData("""{"name":"x","kind":"Telegram","settings":{},"secret":"t"}""", "settings.chatId")]
    [InlineData("""{"name":"x","kind":"Slack","secret":"https://hooks.example/x","topics":["weather"]}""", "topics")]
    public async Task A_channel_that_cannot_work_is_refused_with_its_field(string body, string field)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await App.Http.PostAsync(new Uri("notifications/channels", UriKind.Relative), content);

        Assert.Equal(422, (int)answer.StatusCode);
        Assert.Equal(field, (await answer.JsonAsync()).Text("field"));
    }

    [Fact]
    public async Task Slack_and_telegram_are_posted_to()
    {
        using var listener = new PostListener();
        var slack = await CreateAsync("notifications/channels", new { name = "slack", kind = "Slack", secret = listener.Url + "hook", topics = new[] { "test" } });
        var telegram = await CreateAsync("notifications/channels", new { name = "telegram", kind = "Telegram", settings = new { chatId = "42", apiBase = listener.Url }, secret = "TOKEN", topics = new[] { "test" } });

        var first = await TestAsync(slack, listener);
        var second = await TestAsync(telegram, listener);
        Assert.Contains("A test", JsonDocument.Parse(first.Body).RootElement.Text("text"), StringComparison.Ordinal);
        Assert.Equal("/botTOKEN/sendMessage", second.Path);
        Assert.Equal("42", JsonDocument.Parse(second.Body).RootElement.Text("chat_id"));
    }

    [Fact]
    public async Task A_webhook_is_told_of_orders_signed_in_order_and_again_after_a_failure()
    {
        using var listener = new PostListener { FailFirst = true };
        var webhook = await CreateAsync("webhooks", new { url = listener.Url + "events", events = new[] { "order" } });
        await App.UntilPricedAsync("MSFT");
        using var placed = await App.PlaceAsync(Answers.Market("hooked-1", "MSFT", "Buy", 1));

        var refused = await listener.NextAsync();
        var again = await listener.NextAsync();
        var next = await listener.NextAsync();

        Assert.Equal(refused.Body, again.Body);
        var seconds = long.Parse(again.Signature[2..again.Signature.IndexOf(',', StringComparison.Ordinal)]);
        Assert.Equal(WebhookSender.Sign(webhook.Text("secret"), seconds, again.Body), again.Signature);
        Assert.True(Seq(next) > Seq(again));
        Assert.Contains("hooked-1", again.Body, StringComparison.Ordinal);
        using var deleted = await App.Http.DeleteAsync(new Uri($"webhooks/{webhook.Text("id")}", UriKind.Relative));
    }

    [Fact]
    public async Task A_kill_switch_is_told_once()
    {
        using var listener = new PostListener();
        var channel = await CreateAsync("notifications/channels", new { name = "alerts", kind = "Slack", secret = listener.Url, topics = new[] { "risk" } });
        var posted = listener.NextAsync();
        using var on = await App.Http.PostAsJsonAsync(new Uri("risk/kill-switch", UriKind.Relative), new { on = true, reason = "a drill of alerts", account = OmsApp.Account });
        Assert.True(on.IsSuccessStatusCode, await on.Content.ReadAsStringAsync());

        var told = await posted;
        using var off = await App.Http.PostAsJsonAsync(new Uri("risk/kill-switch", UriKind.Relative), new { on = false, reason = "over", account = OmsApp.Account });

        Assert.Contains("a drill of alerts", told.Body, StringComparison.Ordinal);
        using var deleted = await App.Http.DeleteAsync(new Uri($"notifications/channels/{channel.Text("id")}", UriKind.Relative));
    }

    [Theory]
    [InlineData("ftp://example.com/")]
    [InlineData("http://169.254.169.254/latest")]
    [InlineData("http://user@example.com/")]
    [InlineData("nonsense")]
    public async Task A_webhook_goes_to_plain_addresses_only(string url)
    {
        using var answer = await App.Http.PostAsJsonAsync(new Uri("webhooks", UriKind.Relative), new { url });

        Assert.Equal("url", (await answer.JsonAsync()).Text("field"));
    }

    [Theory]
    [InlineData("2026-11-26T21:30:00Z", Severity.Info, "2026-11-26T21:30:00Z")]
    [InlineData("2026-11-26T22:30:00Z", Severity.Info, "2026-11-27T06:00:00Z")]
    [InlineData("2026-11-27T05:59:00Z", Severity.Warning, "2026-11-27T06:00:00Z")]
    [InlineData("2026-11-26T22:30:00Z", Severity.Critical, "2026-11-26T22:30:00Z")]
    public void Quiet_hours_hold_back_what_is_not_critical(string now, Severity severity, string due)
    {
        var channel = new NotificationChannel { QuietFrom = 22 * 60, QuietTo = 6 * 60 };

        Assert.Equal(At(due), QuietHours.DueAt(channel, severity, At(now)));
    }

    // The channel is answered only when the post was taken, so whoever takes it must be there before.
    private async Task<Posted> TestAsync(JsonElement channel, PostListener listener)
    {
        var posted = listener.NextAsync();
        using var test = await App.Http.PostAsync(new Uri($"notifications/channels/{channel.Text("id")}/test", UriKind.Relative), null);
        return await posted;
    }

    private static Instant At(string text) => Instant.From(DateTimeOffset.Parse(text));

    private static long Seq(Posted posted) => JsonDocument.Parse(posted.Body).RootElement.GetProperty("seq").GetInt64();

    private async Task<JsonElement> CreateAsync(string path, object body)
    {
        using var answer = await App.Http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
        var made = await answer.JsonAsync();
        Assert.True(answer.IsSuccessStatusCode, made.ToString());
        return made;
    }

    private sealed record Posted(string Path, string Body, string Signature);

    /// <summary>Takes posts and remembers them.</summary>
    private sealed class PostListener : IDisposable
    {
        private readonly HttpListener _listener = new();
        private bool _hasFailed;

        public PostListener()
        {
            using (var probe = new TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                Url = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
            }

            _listener.Prefixes.Add(Url);
            _listener.Start();
        }

        public string Url { get; }
        public bool FailFirst { get; init; }

        public async Task<Posted> NextAsync()
        {
            var context = await _listener.GetContextAsync().WaitAsync(Patience);
            using var reader = new StreamReader(context.Request.InputStream);
            var posted = new Posted(context.Request.Url?.AbsolutePath ?? "", await reader.ReadToEndAsync(), context.Request.Headers["X-OMS-Signature"] ?? "");
            context.Response.StatusCode = FailFirst && !_hasFailed ? 500 : 200;
            _hasFailed = true;
            context.Response.Close();
            return posted;
        }

        public void Dispose() => _listener.Close();
    }

    /// <summary>Speaks as much SMTP as it takes to be handed a mail.</summary>
    private sealed class MailServer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public MailServer() => _listener.Start();

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public async Task<string> NextAsync()
        {
            using var client = await _listener.AcceptTcpClientAsync().WaitAsync(Patience);
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.ASCII);
            await using var writer = new StreamWriter(stream, Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
            var mail = new StringBuilder();
            await writer.WriteLineAsync("220 here");
            while (await reader.ReadLineAsync().WaitAsync(Patience) is { } line)
            {
                if (line == "DATA")
                {
                    await writer.WriteLineAsync("354 go on");
                    while (await reader.ReadLineAsync() is { } text && text != ".") mail.AppendLine(text);
                }

                await writer.WriteLineAsync(line == "QUIT" ? "221 bye" : "250 ok");
                if (line == "QUIT") break;
            }

            return mail.ToString();
        }

        public ValueTask DisposeAsync()
        {
            _listener.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

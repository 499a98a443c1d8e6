using System.Diagnostics;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Oms.Storage.Jobs;

namespace Oms.Server.Notifications;

/// <summary>Sends one message through one channel, or throws with what the other side said.</summary>
internal sealed class ChannelSender(IHttpClientFactory http, SecretBox secrets)
{
    public const string Client = "notifications";

    private const int SendTimeoutMs = 15_000;

    public Task SendAsync(NotificationChannel channel, Notification message, CancellationToken ct) => channel.Kind switch
    {
        ChannelKind.Email => MailAsync(channel, message, ct),
        ChannelKind.Slack => PostAsync(new Uri(Secret(channel)), new { text = $"*{MessageTemplate.Subject(message)}*\n{message.Body}" }, ct),
        ChannelKind.Telegram => TelegramAsync(channel, message, ct),
        _ => throw new UnreachableException($"no channel of kind {channel.Kind}"),
    };

    private async Task MailAsync(NotificationChannel channel, Notification message, CancellationToken ct)
    {
        var settings = ChannelSettings.Read<EmailSettings>(channel);
        using var mail = new MimeMessage();
        mail.From.Add(MailboxAddress.Parse(settings.From ?? ""));
        foreach (var to in settings.To ?? []) mail.To.Add(MailboxAddress.Parse(to));
        mail.Subject = MessageTemplate.Subject(message);
        mail.MessageId = $"oms-{message.Id}-{message.ChannelId:N}@oms"; // The same when it is sent again, so that a mailbox can tell.
        mail.Body = new BodyBuilder { TextBody = MessageTemplate.Text(message), HtmlBody = MessageTemplate.Html(message) }.ToMessageBody();
        using var client = new SmtpClient { Timeout = SendTimeoutMs };
        await client.ConnectAsync(settings.Host ?? "", settings.Port, settings.Security switch
        {
            MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
            MailSecurity.None => SecureSocketOptions.None,
            _ => SecureSocketOptions.StartTls,
        }, ct);
        if (settings.User is { Length: > 0 } user) await client.AuthenticateAsync(user, Secret(channel), ct);
        await client.SendAsync(mail, ct);
        await client.DisconnectAsync(quit: true, ct);
    }

    private Task TelegramAsync(NotificationChannel channel, Notification message, CancellationToken ct)
    {
        var settings = ChannelSettings.Read<TelegramSettings>(channel);
        var address = new Uri($"{settings.ApiBase.TrimEnd('/')}/bot{Secret(channel)}/sendMessage");
        return PostAsync(address, new { chat_id = settings.ChatId, text = $"{MessageTemplate.Subject(message)}\n{message.Body}" }, ct);
    }

    // The address holds the secret, so errors say the status alone.
    private async Task PostAsync(Uri address, object body, CancellationToken ct)
    {
        using var client = http.CreateClient(Client);
        using var answer = await client.PostAsJsonAsync(address, body, ct);
        if (!answer.IsSuccessStatusCode) throw new HttpRequestException($"answered {(int)answer.StatusCode} {answer.ReasonPhrase}");
    }

    private string Secret(NotificationChannel channel) =>
        secrets.Open(channel.Secret ?? throw new InvalidOperationException($"channel {channel.Name} has no secret"));
}

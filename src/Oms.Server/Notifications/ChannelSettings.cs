using System.Text.Json;
using Oms.Server.Jobs;
using Oms.Storage.Jobs;

namespace Oms.Server.Notifications;

/// <summary>How a mail server is spoken to.</summary>
internal enum MailSecurity { StartTls, Tls, None }

/// <summary>A mailbox; the password is the channel's secret.</summary>
internal sealed record EmailSettings(string? Host = null, int Port = 587, MailSecurity Security = MailSecurity.StartTls, string? User = null,
    string? From = null, string[]? To = null);

/// <summary>A chat of a Telegram bot; the bot's token is the channel's secret.</summary>
/// <param name="ApiBase">Where the Bot API answers; a server of one's own is allowed by Telegram.</param>
internal sealed record TelegramSettings(string? ChatId = null, string ApiBase = "https://api.telegram.org");

/// <summary>Reads and checks what a channel needs to know.</summary>
internal static class ChannelSettings
{
    private const string Field = "settings";

    /// <returns>The first fault; null when the channel can be used.</returns>
    public static FieldFault? Check(ChannelKind kind, string settings, string? secret)
    {
        switch (kind)
        {
            case ChannelKind.Slack:
                return IsHttp(secret) ? null : new("secret", "is the address of the incoming webhook, http or https");
            case ChannelKind.Telegram:
                if (JobArgs.TryRead<TelegramSettings>(settings, out var telegram) is { } telegramFault) return At(telegramFault);
                return string.IsNullOrEmpty(telegram?.ChatId) ? new($"{Field}.chatId", "is required")
                    : !IsHttp(telegram.ApiBase) ? new($"{Field}.apiBase", "is an http or https address")
                    : string.IsNullOrEmpty(secret) ? new("secret", "is the token of the bot") : null;
            default:
                if (JobArgs.TryRead<EmailSettings>(settings, out var email) is { } emailFault) return At(emailFault);
                return string.IsNullOrEmpty(email?.Host) ? new($"{Field}.host", "is required")
                    : email.Port is < 1 or > 65535 ? new($"{Field}.port", "is from 1 to 65535")
                    : !IsAddress(email.From) ? new($"{Field}.from", "is an e-mail address")
                    : email.To is not { Length: > 0 and <= 20 } || !email.To.All(IsAddress) ? new($"{Field}.to", "is a list of 1 to 20 e-mail addresses") : null;
        }
    }

    public static T Read<T>(NotificationChannel channel) =>
        JsonSerializer.Deserialize<T>(channel.Settings, JobArgs.Options) ?? throw new JsonException($"channel {channel.Name} has no settings");

    public static bool IsHttp(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);

    private static bool IsAddress(string? text) => text is not null && MimeKit.MailboxAddress.TryParse(text, out _) && text.Contains('@', StringComparison.Ordinal);

    private static FieldFault At(FieldFault fault) => fault with { Field = Field + fault.Field[JobArgs.Field.Length..] };
}

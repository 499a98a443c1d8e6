using System.Net;
using Oms.Storage.Jobs;

namespace Oms.Server.Notifications;

/// <summary>What people can ask to be told of.</summary>
internal static class Topics
{
    public const string Jobs = "jobs";
    public const string Digest = "digest";
    public const string Backup = "backup";
    public const string Reconciliation = "reconciliation";
    public const string Journal = "journal";
    public const string Broker = "broker";
    public const string Risk = "risk";
    public const string Webhooks = "webhooks";
    public const string Test = "test";

    public static readonly string[] All = [Jobs, Digest, Backup, Reconciliation, Journal, Broker, Risk, Webhooks, Test];
}

/// <summary>Something that people should know.</summary>
/// <param name="OnceKey">Told once to each channel; null: told each time.</param>
internal sealed record Message(string Topic, Severity Severity, string Subject, string Body, string? OnceKey = null);

/// <summary>How messages look on their way out.</summary>
internal static class MessageTemplate
{
    public static string Subject(Notification message) =>
        message.Severity is Severity.Info ? $"[OMS] {message.Subject}" : $"[OMS] {message.Severity}: {message.Subject}";

    public static string Text(Notification message) => $"{message.Body}\n\n-- \nOMS Trading, {message.Topic}, {message.CreatedAt}";

    public static string Html(Notification message)
    {
        var color = message.Severity switch { Severity.Critical => "#c0392b", Severity.Warning => "#b9770e", _ => "#1f618d" };
        return $"""
            <!doctype html><html><body style="margin:0;padding:24px;background:#f4f6f8;font:14px/1.5 system-ui,sans-serif;color:#1c2733">
            <div style="max-width:640px;margin:auto;background:#fff;border-top:4px solid {color};padding:20px 24px">
            <h1 style="font-size:18px;margin:0 0 12px">{WebUtility.HtmlEncode(message.Subject)}</h1>
            <pre style="white-space:pre-wrap;font:inherit;margin:0">{WebUtility.HtmlEncode(message.Body)}</pre>
            <p style="color:#7b8794;font-size:12px;margin:20px 0 0">OMS Trading · {message.Topic} · {message.CreatedAt}</p></div></body></html>
            """;
    }
}

using Oms.Trading;

namespace Oms.Storage.Jobs;

/// <summary>How far the sending of something has come. Dead: given up after the last try, kept for people to look at and send again.</summary>
public enum DeliveryStatus { Pending, Delivered, Dead }

/// <summary>How much a notification matters; quiet hours hold back everything below Critical.</summary>
public enum Severity { Info, Warning, Critical }

/// <summary>What carries a notification.</summary>
public enum ChannelKind { Email, Slack, Telegram }

/// <summary>An address of a firm that is told of journal events.</summary>
public sealed class WebhookEndpoint
{
    public Guid Id { get; set; }
    public FirmId Firm { get; set; }
    public string Url { get; set; } = "";

    /// <summary>The signing key, sealed.</summary>
    public string Secret { get; set; } = "";

    /// <summary>Kinds of events parted by blanks; empty means all.</summary>
    public string Events { get; set; } = "";
    public bool Enabled { get; set; } = true;

    /// <summary>The last journal event that was turned into a delivery, or passed over.</summary>
    public long Cursor { get; set; }
    public int Failures { get; set; }
    public string? DisabledBecause { get; set; }
    public Instant CreatedAt { get; set; }
}

/// <summary>One event on its way to one endpoint.</summary>
public sealed class WebhookDelivery
{
    public long Id { get; set; }
    public Guid EndpointId { get; set; }
    public long Seq { get; set; }
    public string Kind { get; set; } = "";
    public string Body { get; set; } = "";
    public DeliveryStatus Status { get; set; }
    public int Attempts { get; set; }
    public Instant DueAt { get; set; }
    public int? LastStatus { get; set; }
    public string? LastError { get; set; }
    public Instant CreatedAt { get; set; }
    public Instant? DeliveredAt { get; set; }
}

/// <summary>Where people are told of what matters.</summary>
public sealed class NotificationChannel
{
    public Guid Id { get; set; }
    public string Name { get; set; } = "";
    public ChannelKind Kind { get; set; }

    /// <summary>What is no secret of it, as JSON: host, port, addresses.</summary>
    public string Settings { get; set; } = "{}";

    /// <summary>Password, hook address or token, sealed; null when it needs none.</summary>
    public string? Secret { get; set; }

    /// <summary>Topics parted by blanks; empty means all.</summary>
    public string Topics { get; set; } = "";
    public Severity SeverityMin { get; set; }
    public bool Enabled { get; set; } = true;

    /// <summary>Minutes after midnight in <see cref="TimeZone"/>; null when it is never quiet.</summary>
    public int? QuietFrom { get; set; }
    public int? QuietTo { get; set; }
    public string TimeZone { get; set; } = "UTC";
    public int RatePerHour { get; set; } = 30;
    public Instant CreatedAt { get; set; }
}

/// <summary>One message on its way to one channel.</summary>
public sealed class Notification
{
    public long Id { get; set; }
    public Guid ChannelId { get; set; }
    public string Topic { get; set; } = "";
    public Severity Severity { get; set; }
    public string Subject { get; set; } = "";
    public string Body { get; set; } = "";

    /// <summary>What it is about; the same key is not told twice to a channel. Null: always told.</summary>
    public string? OnceKey { get; set; }
    public DeliveryStatus Status { get; set; }
    public int Attempts { get; set; }
    public Instant DueAt { get; set; }
    public string? LastError { get; set; }
    public Instant CreatedAt { get; set; }
    public Instant? DeliveredAt { get; set; }
}

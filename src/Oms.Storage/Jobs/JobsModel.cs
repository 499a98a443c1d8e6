using Microsoft.EntityFrameworkCore;

namespace Oms.Storage.Jobs;

/// <summary>The tables of background work. What is asked often has its index: a page of 100,000 runs is read like a page of ten.</summary>
internal static class JobsModel
{
    public static void Configure(ModelBuilder builder)
    {
        builder.Entity<Schedule>().ToTable("schedules").HasIndex(schedule => schedule.Name).IsUnique();
        builder.Entity<JobRun>(run =>
        {
            run.ToTable("job_runs").HasIndex(r => r.FireKey).IsUnique();
            run.HasIndex(r => new { r.Status, r.DueAt });
            run.HasIndex(r => new { r.Status, r.Id });
            run.HasIndex(r => new { r.Job, r.Id });
            run.HasIndex(r => new { r.Queue, r.Status, r.Id });
            run.HasIndex(r => new { r.ScheduleId, r.Id });
            run.HasIndex(r => r.EndedAt);
        });
        builder.Entity<JobAttempt>().ToTable("job_attempts").HasKey(attempt => new { attempt.RunId, attempt.Number });
        builder.Entity<JobAttempt>().HasOne<JobRun>().WithMany().HasForeignKey(attempt => attempt.RunId).OnDelete(DeleteBehavior.Cascade);
        builder.Entity<JobNode>().ToTable("job_nodes");
        builder.Entity<Report>().ToTable("reports").HasIndex(report => new { report.Firm, report.CreatedAt });
        builder.Entity<WebhookEndpoint>().ToTable("webhook_endpoints").HasIndex(endpoint => endpoint.Firm);
        builder.Entity<WebhookDelivery>(delivery =>
        {
            delivery.ToTable("webhook_deliveries").HasIndex(d => new { d.EndpointId, d.Seq }).IsUnique();
            delivery.HasIndex(d => new { d.Status, d.DueAt });
            delivery.HasOne<WebhookEndpoint>().WithMany().HasForeignKey(d => d.EndpointId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<NotificationChannel>().ToTable("notification_channels").HasIndex(channel => channel.Name).IsUnique();
        builder.Entity<Notification>(notification =>
        {
            notification.ToTable("notifications").HasIndex(n => new { n.Status, n.DueAt });
            notification.HasIndex(n => new { n.ChannelId, n.OnceKey }).IsUnique();
            notification.HasOne<NotificationChannel>().WithMany().HasForeignKey(n => n.ChannelId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}

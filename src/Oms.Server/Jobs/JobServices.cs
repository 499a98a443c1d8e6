using Microsoft.Extensions.DependencyInjection.Extensions;
using Oms.Server.Backups;
using Oms.Server.Hosting;
using Oms.Server.Journal;
using Oms.Server.Notifications;
using Oms.Server.Positions;
using Oms.Server.Reports;
using Oms.Server.Streams;
using Oms.Server.Upkeep;
using Oms.Server.Webhooks;
using Oms.Storage.ReadModel;

namespace Oms.Server.Jobs;

/// <summary>Registers background work: what asks for it, and what does it.</summary>
internal static class JobServices
{
    private static readonly TimeSpan PostTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Every kind of job.</summary>
    public static IReadOnlyList<JobDefinition> Definitions { get; } =
    [
        JobDefinition.Of<StatementJob, DayArgs>("statement", JobQueues.Reports, "Account statements of a day, as a page and a table"),
        JobDefinition.Of<PnlSnapshotJob, DayArgs>("pnl-snapshot", JobQueues.Reports, "Profit and loss of a day, by position"),
        JobDefinition.Of<ExportJob, ExportArgs>("export", JobQueues.Reports, "Executions, orders or the audit trail as a table"),
        JobDefinition.Of<ReconcileJob, NoArgs>("reconcile", JobQueues.Reconcile, "Compare with everything that the broker holds"),
        JobDefinition.Of<InstrumentRefreshJob, NoArgs>("instrument-refresh", JobQueues.MarketData, "List new instruments, have the broker describe them"),
        JobDefinition.Of<OrderCanaryJob, CanaryArgs>("order-canary", JobQueues.MarketData, "Place and cancel an order on a paper account"),
        JobDefinition.Of<JournalVerifyJob, NoArgs>("journal-verify", JobQueues.Maintenance, "Follow the journal's chain of hashes from its beginning") with
        {
            TimeLimit = TimeSpan.FromHours(2),
        },
        JobDefinition.Of<BackupJob, NoArgs>("backup", JobQueues.Maintenance, "Back the database up and delete the oldest backups") with { TimeLimit = TimeSpan.FromHours(2) },
        JobDefinition.Of<BackupCheckJob, NoArgs>("backup-check", JobQueues.Maintenance, "Restore the newest backup beside the database and compare") with
        {
            TimeLimit = TimeSpan.FromHours(2),
        },
        JobDefinition.Of<ReadModelRebuildJob, NoArgs>("read-model-rebuild", JobQueues.Maintenance, "Fill the query tables from the journal again") with
        {
            TimeLimit = TimeSpan.FromHours(2),
        },
        JobDefinition.Of<RetentionJob, RetentionArgs>("retention", JobQueues.Maintenance, "Delete old runs, messages and reports"),
        JobDefinition.Of<ExpireJob, NoArgs>("expire", JobQueues.Maintenance, "End sessions and keys that have run out"),
        JobDefinition.Of<RestartPreparationJob, NoArgs>("restart-preparation", JobQueues.Maintenance, "Tell what is unclear before the broker's daily restart"),
        JobDefinition.Of<NightReportJob, NoArgs>("night-report", JobQueues.Notifications, "Tell what the night was like"),
        JobDefinition.Of<DigestJob, NoArgs>("digest", JobQueues.Notifications, "Tell the day in a few lines"),
        JobDefinition.Of<WebhookSweepJob, NoArgs>("webhook-sweep", JobQueues.Notifications, "Try dead webhook deliveries again, delete old ones"),
        JobDefinition.Of<ProbeJob, ProbeArgs>("probe", JobQueues.Maintenance, "Do nothing useful for a while: a drill") with
        {
            TimeLimit = TimeSpan.FromMinutes(5),
            Retry = new(3, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30)),
        },
    ];

    /// <summary>For every process that shows or asks for background work.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.TryAddSingleton(new JobCatalog(Definitions));
        services.TryAddSingleton<RunQueue>();
        services.TryAddScoped<RunQueries>();
        services.TryAddSingleton<JobNodes>();
        services.TryAddSingleton<SecretBox>();
        services.TryAddSingleton<Notifier>();
        services.TryAddSingleton<ChannelSender>();
        services.TryAddSingleton<WebhookSender>();
        services.TryAddScoped<MediaStore>();
        services.AddHttpClient(ChannelSender.Client, client => client.Timeout = PostTimeout);
        services.AddHttpClient(WebhookSender.Client, client => client.Timeout = PostTimeout)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false }); // A signature is for one address.
        return services;
    }

    /// <summary>For a process that does background work.</summary>
    public static IServiceCollection AddJobWorker(this IServiceCollection services, OmsSettings settings)
    {
        services.AddJobs();
        services.AddSingleton(new WorkerOptions(settings.Jobs.Concurrency, settings.Jobs.ShutdownGrace));
        services.AddSingleton<RunClaims>().AddSingleton<JobMetrics>().AddSingleton<RunEnded>().AddSingleton<LeaderLoop>();
        services.AddSingleton<BackupStore>().AddSingleton<DeskReviews>().AddSingleton<AccountDays>().AddSingleton<ReadModelRebuild>();
        services.TryAddSingleton<StreamMessages>();
        services.TryAddSingleton<PositionPricer>();
        services.AddSingleton<ILoggerProvider, RunLogProvider>();
        services.AddSingleton<JobWorker>().AddHostedService(provider => provider.GetRequiredService<JobWorker>());
        services.AddJournalChecks(settings);
        services.AddHostedService<NotificationPump>().AddHostedService<WebhookPump>().AddHostedService<DeskWatch>();
        return services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Jobs.ShutdownGrace + TimeSpan.FromSeconds(15));
    }
}

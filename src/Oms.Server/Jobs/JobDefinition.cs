using System.Text.Json.Nodes;
using System.Text.Json.Schema;

namespace Oms.Server.Jobs;

/// <summary>A kind of job: its name, where it waits, what it takes, how long and how often it is tried.</summary>
internal sealed record JobDefinition
{
    private JobDefinition() { }

    public delegate Task<object?> Runner(IServiceProvider services, string args, JobContext run, CancellationToken ct);

    public required string Name { get; init; }
    public required string Queue { get; init; }
    public required string Description { get; init; }
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(10);
    public RetryPolicy Retry { get; init; } = RetryPolicy.Usual;

    /// <summary>JSON schema of the arguments.</summary>
    public required JsonNode ArgsSchema { get; init; }

    /// <summary>The fault of arguments that do not fit; null when they do.</summary>
    public required Func<string, FieldFault?> Check { get; init; }

    public required Runner RunAsync { get; init; }

    public static JobDefinition Of<TJob, TArgs>(string name, string queue, string description)
        where TJob : class, IJob<TArgs>
        where TArgs : class => new()
        {
            Name = name,
            Queue = queue,
            Description = description,
            ArgsSchema = Schema<TArgs>(),
            Check = json => JobArgs.TryRead<TArgs>(json, out _),
            RunAsync = (services, json, run, ct) =>
            {
                // Checked when it was asked for; another version of the program may take other arguments by now.
                if (JobArgs.TryRead<TArgs>(json, out var args) is { } fault) throw new JobFailedException($"{fault.Field} {fault.Detail}");
                if (args is null) throw new JobFailedException($"{JobArgs.Field} cannot be read");
                return ActivatorUtilities.CreateInstance<TJob>(services).RunAsync(args, run, ct);
            },
        };

    private static JsonNode Schema<TArgs>() => JobArgs.Options.GetJsonSchemaAsNode(typeof(TArgs), new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = (context, schema) =>
        {
            var described = context.PropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(System.ComponentModel.DescriptionAttribute), inherit: true)
                .OfType<System.ComponentModel.DescriptionAttribute>().FirstOrDefault();
            if (described is not null && schema is JsonObject node) node["description"] = described.Description;
            return schema;
        },
    });
}

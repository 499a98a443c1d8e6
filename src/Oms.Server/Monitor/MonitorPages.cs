using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Oms.Server.Hosting;
using Oms.Server.Jobs;
using Oms.Server.Problems;
using Oms.Server.Schedules;

namespace Oms.Server.Monitor;

/// <summary>The monitor's page, and beside it the same calls that the public API has, behind the monitor's own password.</summary>
internal static class MonitorPages
{
    private const string Policy = "monitor";
    private const string Folder = "Oms.Server.Monitor.Page.";

    public static IServiceCollection AddMonitor(this IServiceCollection services, OmsSettings settings)
    {
        services.AddSingleton(PasswordOf(settings)).AddSingleton<MonitorFailures>();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, MonitorAuthentication>(MonitorAuthentication.SchemeName, null);
        services.AddAuthorizationBuilder().AddPolicy(Policy, policy => policy.AddAuthenticationSchemes(MonitorAuthentication.SchemeName).RequireAuthenticatedUser());
        return services;
    }

    public static void MapMonitor(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").RequireAuthorization(Policy).ExcludeFromDescription().AddEndpointFilter(RefuseOtherSitesAsync);
        pages.MapGet("/", () => Asset("monitor.html", "text/html; charset=utf-8"));
        pages.MapGet("/monitor.css", () => Asset("monitor.css", "text/css; charset=utf-8"));
        pages.MapGet("/monitor.js", () => Asset("monitor.js", "text/javascript; charset=utf-8"));
        var api = pages.MapGroup("/api/v1");
        api.MapJobs();
        api.MapSchedules();
    }

    // A browser sends the password by itself, even for a form on another site; that site's name comes with it.
    private static ValueTask<object?> RefuseOtherSitesAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        var isForeign = request.Headers.Origin is [{ Length: > 0 } origin]
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value);
        return isForeign && !HttpMethods.IsGet(request.Method)
            ? ValueTask.FromResult<object?>(Problem.Result(StatusCodes.Status403Forbidden, "OTHER_ORIGIN", "the request comes from another site"))
            : next(context);
    }

    private static IResult Asset(string name, string type)
    {
        var stream = typeof(MonitorPages).Assembly.GetManifestResourceStream(Folder + name)
            ?? throw new InvalidOperationException($"the program lacks its resource {Folder}{name}");
        return Results.Stream(stream, type);
    }

    /// <exception cref="SettingException">Production without a password.</exception>
    private static MonitorPassword PasswordOf(OmsSettings settings)
    {
        if (settings.Jobs.MonitorPassword is { } given)
        {
            return settings.IsProduction && given.Length < 12
                ? throw new SettingException("FLOWER_PASSWORD", "is weak: use at least 12 random characters")
                : new(settings.Jobs.MonitorUser, given);
        }

        if (settings.IsProduction) throw new SettingException("FLOWER_PASSWORD", "is not set, and production makes none up");
        var file = Path.Combine(settings.DataDirectory, "secrets", "monitor.password");
        if (File.Exists(file)) return new(settings.Jobs.MonitorUser, File.ReadAllText(file).Trim());
        Directory.CreateDirectory(Path.GetDirectoryName(file) ?? ".");
        var made = RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 16);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(file, options);
        writer.WriteLine(made);
        return new(settings.Jobs.MonitorUser, made);
    }
}

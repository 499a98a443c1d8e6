using System.CommandLine;
using Oms.Server.Access;
using Oms.Server.Hosting;
using Oms.Storage.Settings;

namespace Oms.Server.Commands;

/// <summary><c>oms createsuperuser</c>: a user with every role, from the environment or by asking.</summary>
internal static class SuperuserCommand
{
    public static Command Create()
    {
        var command = new Command("createsuperuser", "Create a user with every role (SUPERUSER_EMAIL and SUPERUSER_PASSWORD, or asked for)");
        command.SetAction((_, ct) => Failures.GuardAsync(() => CreateAsync(OmsSettings.FromEnvironment(), ct)));
        return command;
    }

    private static async Task<int> CreateAsync(OmsSettings settings, CancellationToken ct)
    {
        var email = settings.SuperuserEmail ?? Ask("E-mail");
        var password = settings.SuperuserPassword ?? Ask("Password");
        await using var app = RoleHost.Build(settings, WebRole.Role);
        await app.Services.MigrateSettingsAsync(ct);
        await using var scope = app.Services.CreateAsyncScope();
        var faults = await scope.ServiceProvider.GetRequiredService<Superuser>().CreateAsync(email, password, ct);
        if (faults.Count == 0)
        {
            Console.WriteLine($"{email} can sign in.");
            return 0;
        }

        await Console.Error.WriteLineAsync($"oms: {string.Join(" ", faults)}");
        return Failures.Failed;
    }

    private static string Ask(string what)
    {
        Console.Write($"{what}: ");
        return Console.ReadLine() is { Length: > 0 } answer ? answer : throw new IOException($"{what} is required");
    }
}

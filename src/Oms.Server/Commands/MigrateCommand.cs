using System.CommandLine;
using Oms.Server.Hosting;
using Oms.Storage;

namespace Oms.Server.Commands;

/// <summary>
/// <c>oms migrate</c>: brings the tables to this version, as a user of the database who may; the other roles then need no such right. Where
/// <c>OMS_APP_ROLE</c> names another user, that one, whom the other roles sign in as, is let use them, and <c>OMS_REPORT_ROLE</c> read them.
/// </summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var command = new Command("migrate", "Create or update the database tables, and the first user where SUPERUSER_PASSWORD is given");
        command.SetAction((_, ct) => Failures.GuardAsync(async () =>
        {
            var settings = OmsSettings.FromEnvironment();
            await using var app = RoleHost.Build(settings, WebRole.Role);
            await Preparation.WaitForDatabaseAsync(app.Services, ct);
            await Preparation.MigrateAsync(app.Services, settings, ct);
            await app.Services.GrantAsync(DatabaseRoles.FromEnvironment(), ct);
            Console.WriteLine("The database is up to date.");
            return 0;
        }));
        return command;
    }
}

using System.CommandLine;
using Oms.Server.Hosting;
using Oms.Storage.Settings;

namespace Oms.Server.Commands;

/// <summary><c>oms migrate</c>: brings the settings database to this version.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var command = new Command("migrate", "Create or update the database tables");
        command.SetAction((_, ct) => Failures.GuardAsync(async () =>
        {
            await using var app = ServerHost.Build(OmsSettings.FromEnvironment());
            await app.Services.MigrateSettingsAsync(ct);
            Console.WriteLine("The database is up to date.");
            return 0;
        }));
        return command;
    }
}

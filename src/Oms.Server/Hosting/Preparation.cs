using Oms.Server.Access;
using Oms.Storage.Settings;

namespace Oms.Server.Hosting;

/// <summary>The user that a first start made; the password is there only when we made it up.</summary>
internal sealed record FirstUser(string Email, string? GeneratedPassword);

/// <summary>What must be there before the program serves: the tables of this version, and someone who can sign in.</summary>
internal static class Preparation
{
    /// <returns>The user that was made; null when there are users.</returns>
    /// <exception cref="SettingException">The superuser of the environment cannot be made.</exception>
    public static async Task<FirstUser?> RunAsync(IServiceProvider services, OmsSettings settings, CancellationToken ct)
    {
        await services.MigrateSettingsAsync(ct);
        await using var scope = services.CreateAsyncScope();
        var superuser = scope.ServiceProvider.GetRequiredService<Superuser>();
        if (await superuser.IsAnyUserAsync(ct)) return null;
        var email = settings.SuperuserEmail ?? Superuser.EmailDefault;
        var generated = settings.SuperuserPassword is null ? Superuser.NewPassword() : null;
        var faults = await superuser.CreateAsync(email, settings.SuperuserPassword ?? generated ?? "", ct);
        if (faults.Count > 0) throw new SettingException("SUPERUSER_PASSWORD", $"cannot be used: {string.Join(" ", faults)}");
        return new(email, generated);
    }
}

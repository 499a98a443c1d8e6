using Microsoft.AspNetCore.Identity;
using Oms.Storage.Settings;

namespace Oms.Server.Access;

/// <summary>Users, their passwords and sessions. Five wrong passwords lock an account for five minutes.</summary>
internal static class AccessServices
{
    public const int PasswordLengthMin = 12;

    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddIdentityCore<OmsUser>(identity =>
        {
            identity.User.RequireUniqueEmail = true;
            identity.Password.RequiredLength = PasswordLengthMin;
            identity.Password.RequireNonAlphanumeric = false;
            identity.Password.RequireUppercase = false;
            identity.Password.RequireLowercase = false;
            identity.Password.RequireDigit = false;
            identity.Lockout.MaxFailedAccessAttempts = 5;
            identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
        }).AddRoles<IdentityRole<Guid>>().AddEntityFrameworkStores<SettingsDb>()
            .AddTokenProvider<AuthenticatorTokenProvider<OmsUser>>(TokenOptions.DefaultAuthenticatorProvider);
        services.AddSingleton<AccessTokens>().AddSingleton<ApiKeys>();
        services.AddScoped<SignIn>().AddScoped<Superuser>();
        return services;
    }
}

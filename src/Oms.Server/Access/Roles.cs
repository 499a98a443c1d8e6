namespace Oms.Server.Access;

/// <summary>What people may be. The person who trades does not set the limits.</summary>
internal static class Roles
{
    public const string Viewer = nameof(Viewer);
    public const string Trader = nameof(Trader);
    public const string RiskManager = nameof(RiskManager);
    public const string Admin = nameof(Admin);

    public static readonly string[] All = [Viewer, Trader, RiskManager, Admin];
}

/// <summary>What calls demand.</summary>
internal static class Policies
{
    public const string View = "view";
    public const string Trade = "trade";
    public const string Risk = "risk";
    public const string Admin = "admin";

    public static readonly string[] All = [View, Trade, Risk, Admin];

    public static IServiceCollection AddPolicies(this IServiceCollection services)
    {
        services.AddAuthorizationBuilder()
            .AddPolicy(View, policy => policy.RequireRole(Roles.All))
            .AddPolicy(Trade, policy => policy.RequireRole(Roles.Trader))
            .AddPolicy(Risk, policy => policy.RequireRole(Roles.RiskManager))
            .AddPolicy(Admin, policy => policy.RequireRole(Roles.Admin));
        return services;
    }

    /// <summary>The roles that a key with these scopes acts in.</summary>
    public static IEnumerable<string> RolesOf(IEnumerable<string> scopes) => scopes.Select(scope => scope switch
    {
        Trade => Roles.Trader,
        Risk => Roles.RiskManager,
        Admin => Roles.Admin,
        _ => Roles.Viewer,
    });
}

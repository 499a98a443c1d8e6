using System.Security.Claims;
using Oms.Trading;

namespace Oms.Server.Access;

/// <summary>Who calls, as far as handlers care: a name for the journal, a firm as the wall, an id to remember writes by.</summary>
internal sealed record Caller(string UserId, Actor Actor, IReadOnlyList<string> Roles)
{
    public const string FirmClaim = "firm";
    public const string NameClaim = "email";
    public const string IdClaim = "sub";
    public const string RoleClaim = "role";

    public FirmId Firm => Actor.Firm;

    public static Caller From(ClaimsPrincipal user) => new(
        Claim(user, IdClaim),
        new(Claim(user, NameClaim), new(Claim(user, FirmClaim))),
        [.. user.FindAll(RoleClaim).Select(claim => claim.Value)]);

    /// <summary>Binds as a parameter of a handler behind a policy, which has made sure of the claims.</summary>
    public static ValueTask<Caller> BindAsync(HttpContext context) => ValueTask.FromResult(From(context.User));

    private static string Claim(ClaimsPrincipal user, string type) =>
        user.FindFirstValue(type) ?? throw new InvalidOperationException($"a signed-in caller has a {type} claim");
}

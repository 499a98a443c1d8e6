using Microsoft.AspNetCore.Routing.Matching;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Oms.Server.Hosting;

/// <summary>The role that an endpoint or a connection belongs to.</summary>
internal sealed record RoleMark(string Name)
{
    public static bool IsOf(HttpContext http, Role role) => http.Features.Get<RoleMark>()?.Name == role.Name;
}

/// <summary>
/// Lets several roles of one process listen on ports of their own: each connection is marked where it comes in, and reaches the endpoints
/// of its role alone, whatever its Host header says.
/// </summary>
internal sealed class RoleListeners : MatcherPolicy, IEndpointSelectorPolicy
{
    public override int Order => int.MinValue;

    public static void Listen(KestrelServerOptions kestrel, Role role, OmsSettings settings)
    {
        if (role.Listener is not { } listener) return;
        var mark = new RoleMark(role.Name);
        kestrel.Listen(listener(settings), listen => listen.Use(next => connection =>
        {
            connection.Features.Set(mark);
            return next(connection);
        }));
    }

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) =>
        endpoints.Any(endpoint => endpoint.Metadata.GetMetadata<RoleMark>() is not null);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        var own = httpContext.Features.Get<RoleMark>();
        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates.IsValidCandidate(i) && candidates[i].Endpoint.Metadata.GetMetadata<RoleMark>() is { } mark && mark != own)
                candidates.SetValidity(i, false);
        }

        return Task.CompletedTask;
    }
}

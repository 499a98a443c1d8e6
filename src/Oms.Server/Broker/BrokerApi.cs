using Microsoft.AspNetCore.Http.HttpResults;
using Oms.Engine;
using Oms.Server.Access;

namespace Oms.Server.Broker;

/// <summary>The link to Interactive Brokers.</summary>
internal static class BrokerApi
{
    public static void MapBroker(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/brokers/ib/status", async Task<Ok<BrokerStatus>> (ITradingDesk desk, CancellationToken ct) =>
                TypedResults.Ok((await desk.StatusAsync(ct)).Broker))
            .WithTags("Broker").RequireAuthorization(Policies.View);
}

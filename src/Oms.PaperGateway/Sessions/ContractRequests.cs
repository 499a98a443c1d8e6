using System.Globalization;
using Oms.PaperGateway.Books;
using Oms.PaperGateway.Instruments;
using Oms.Tws;
using Oms.Tws.Replies;
using Oms.Tws.Requests;

namespace Oms.PaperGateway.Sessions;

/// <summary>Answers what clients ask of contracts.</summary>
internal sealed class ContractRequests(PaperBroker broker)
{
    private const int OptionWeeks = 4;
    private const int StrikesEachSide = 10;

    public void SendDetails(ClientSession session, ReqContractDetails request, DateTimeOffset now)
    {
        var found = broker.Catalog.Resolve(Contracts.Query(request.Contract));
        if (found.Count == 0)
        {
            session.Fail(request.ReqId, 200, "No security definition has been found for the request");
            return;
        }
        foreach (var instrument in found)
        {
            var details = Contracts.Details(instrument, broker.Calendar, now, request.Contract.Exchange);
            session.Send(new ContractData(request.ReqId, details));
        }
        session.Send(new ContractDataEnd(request.ReqId));
    }

    public void SendMatching(ClientSession session, ReqMatchingSymbols request) =>
        session.Send(new SymbolSamples(
            request.ReqId, [.. broker.Catalog.Search(request.Pattern).Select(Contracts.Sample)]));

    public static void SendMarketRule(ClientSession session, ReqMarketRule request)
    {
        if (Contracts.TickOf(request.MarketRuleId) is { } tick)
            session.Send(new MarketRule(request.MarketRuleId, [new PriceIncrement(0, tick)]));
        else
            session.Fail(
                -1, 321, $"Error validating request.-'bY' : cause - Invalid market rule id {request.MarketRuleId}");
    }

    /// <summary>
    /// A plausible chain of weekly expirations around the price; options themselves do not trade here.
    /// </summary>
    public void SendOptionParameters(ClientSession session, ReqSecDefOptParams request, DateTimeOffset now)
    {
        if (broker.Catalog.Find(request.UnderlyingConId) is { SecType: SecType.Stock } instrument)
        {
            var step = instrument.AnchorPx < 100 ? 1m : 5m;
            var middle = Math.Round(instrument.AnchorPx / step, 0, MidpointRounding.AwayFromZero) * step;
            var today = DateOnly.FromDateTime(TradingCalendar.ToNewYork(now).DateTime);
            var friday = today.AddDays((DayOfWeek.Friday - today.DayOfWeek + 7) % 7);
            session.Send(new SecDefOptParam(request.ReqId, "SMART", instrument.ConId, instrument.Symbol, "100")
            {
                Expirations =
                [
                    .. Enumerable.Range(0, OptionWeeks)
                        .Select(w => friday.AddDays(7 * w).ToString("yyyyMMdd", CultureInfo.InvariantCulture)),
                ],
                Strikes =
                [
                    .. Enumerable.Range(-StrikesEachSide, 2 * StrikesEachSide + 1)
                        .Select(i => middle + i * step).Where(s => s > 0),
                ],
            });
        }
        session.Send(new SecDefOptParamEnd(request.ReqId));
    }
}

using Oms.PaperGateway.Instruments;

namespace Oms.PaperGateway.Tests.Instruments;

public sealed class CatalogTests
{
    private static readonly InstrumentCatalog catalog = new(InstrumentTable.All);

    [Theory]
    [InlineData("AAPL", "STK", "SMART", "USD", "", 1)]
    [InlineData("AAPL", "STK", "NASDAQ", "", "", 1)]
    [InlineData("AAPL", "STK", "ISLAND", "", "", 1)]
    [InlineData("aapl", "STK", "", "", "", 1)]
    [InlineData("AAPL", "STK", "SMART", "EUR", "", 0)]
    [InlineData("AAPL", "OPT", "SMART", "USD", "", 0)]
    [InlineData("ES", "FUT", "CME", "", "202612", 1)]
    [InlineData("ES", "FUT", "CME", "", "20261218", 1)]
    [InlineData("ES", "FUT", "CME", "", "202703", 0)]
    [InlineData("EUR", "CASH", "IDEALPRO", "USD", "", 1)]
    [InlineData("EUR", "CASH", "SMART", "USD", "", 0)]
    [InlineData("", "STK", "SMART", "USD", "", 0)]
    public void Contracts_are_found_by_what_is_said_of_them(
        string symbol, string secType, string exchange, string currency, string month, int found)
    {
        var query = new ContractQuery
        {
            Symbol = symbol,
            SecType = secType,
            Exchange = exchange,
            Currency = currency,
            LastTradeDate = month,
        };

        Assert.Equal(found, catalog.Resolve(query).Count);
    }

    [Fact]
    public void A_contract_id_is_enough()
    {
        Assert.Equal("IBM", catalog.Resolve(new ContractQuery { ConId = 8314 }).Single().Symbol);
    }

    [Fact]
    public void A_search_finds_symbols_before_names()
    {
        Assert.Equal(["BAC", "BA"], catalog.Search("ba").Take(2).Select(i => i.Symbol));
        Assert.Equal("KO", catalog.Search("coca").Single().Symbol);
    }

    [Fact]
    public void The_table_is_sound()
    {
        Assert.Equal(catalog.All.Count, catalog.All.Select(i => i.ConId).Distinct().Count());
        Assert.All(catalog.All, i => Assert.True(i.IsOnTick(i.AnchorPx), i.LocalSymbol));
    }
}

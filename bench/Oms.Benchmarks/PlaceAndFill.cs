using BenchmarkDotNet.Attributes;
using Oms.Trading;

namespace Oms.Benchmarks;

/// <summary>
/// The decision alone: a limit order is placed against limits and a quote, acknowledged and filled, in memory and without a journal. One
/// operation is one such cycle. Each iteration fills fresh books; the inputs are made in advance, few enough to stay in the cache as
/// fresh ones would.
/// </summary>
[MemoryDiagnoser]
public class PlaceAndFill
{
    private const int Books = 5;
    private const int Orders = 20_000;

    private readonly BookInput[] _inputs = [.. Enumerable.Range(0, Orders).SelectMany(Market.Cycle)];
    private readonly TradingBook[] _books = new TradingBook[Books];

    [IterationSetup]
    public void OpenBooks()
    {
        for (var i = 0; i < Books; i++)
        {
            _books[i] = new();
            foreach (var input in Market.Setup) _books[i].Handle(input, Market.Now);
        }
    }

    [Benchmark(OperationsPerInvoke = Books * Orders)]
    public int Cycle()
    {
        var fills = 0;
        foreach (var book in _books)
        {
            foreach (var input in _inputs) book.Handle(input, Market.Now);
            fills += book.Executions.Count;
        }

        return fills == Books * Orders ? fills : throw new InvalidOperationException("not every order was filled");
    }
}

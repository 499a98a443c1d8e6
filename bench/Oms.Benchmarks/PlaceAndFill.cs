using BenchmarkDotNet.Attributes;
using Oms.Trading;

namespace Oms.Benchmarks;

/// <summary>
/// The decision alone: a limit order is placed against limits and a quote, acknowledged and filled, in memory and without a journal. One
/// operation is one such cycle. Each iteration starts with a fresh book; the inputs are made in advance.
/// </summary>
[MemoryDiagnoser]
public class PlaceAndFill
{
    private const int Orders = 100_000;

    private readonly BookInput[] _inputs = [.. Enumerable.Range(0, Orders).SelectMany(Market.Cycle)];
    private TradingBook _book = new();

    [IterationSetup]
    public void OpenBook()
    {
        _book = new();
        foreach (var input in Market.Setup) _book.Handle(input, Market.Now);
    }

    [Benchmark(OperationsPerInvoke = Orders)]
    public int Cycle()
    {
        foreach (var input in _inputs) _book.Handle(input, Market.Now);
        return _book.Executions.Count == Orders ? Orders : throw new InvalidOperationException("not every order was filled");
    }
}

using BenchmarkDotNet.Attributes;
using Oms.Trading;

namespace Oms.Benchmarks;

/// <summary>
/// The decision alone: a limit order is placed against limits and a quote, acknowledged and filled, in memory and without a journal. One
/// operation is one such cycle. A book of a thousand orders shows what deciding costs; one of twenty thousand shows what keeping them
/// adds, nearly all of it the garbage collector walking through what stays.
/// </summary>
[MemoryDiagnoser]
public class PlaceAndFill
{
    private const int Cycles = 100_000;

    private BookInput[] _inputs = [];

    [Params(1_000, 20_000)]
    public int OrdersPerBook { get; set; }

    [GlobalSetup]
    public void MakeInputs() => _inputs = [.. Enumerable.Range(0, OrdersPerBook).SelectMany(Market.Cycle)];

    [Benchmark(OperationsPerInvoke = Cycles)]
    public int Cycle()
    {
        var fills = 0;
        for (var books = Cycles / OrdersPerBook; books > 0; books--)
        {
            var book = new TradingBook();
            foreach (var input in Market.Setup) book.Handle(input, Market.Now);
            foreach (var input in _inputs) book.Handle(input, Market.Now);
            fills += book.Executions.Count;
        }

        return fills == Cycles ? fills : throw new InvalidOperationException("not every order was filled");
    }
}

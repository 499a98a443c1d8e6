using BenchmarkDotNet.Running;
using Oms.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, new CyclesConfig());

using BenchmarkDotNet.Running;
using Oms.Benchmarks;

if (args is ["load", .. var rest]) await GatewayLoad.RunAsync(TimeSpan.FromSeconds(rest is [var seconds, ..] ? int.Parse(seconds) : 20));
else if (args is ["start", .. var size]) await EngineStart.RunAsync(size is [var events, ..] ? int.Parse(events) : 10_000_000);
else BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, new CyclesConfig());

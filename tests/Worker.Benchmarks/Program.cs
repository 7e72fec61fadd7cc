using BenchmarkDotNet.Running;
using Worker.Benchmarks.Jobs;

// Without a word: the whole jobs. With "rules": BenchmarkDotNet over the pure rules.
if (args is ["rules", .. string[] rest])
{
    BenchmarkSwitcher.FromAssembly(typeof(JobBenchmarks).Assembly).Run(rest);
    return 0;
}

return await JobBenchmarks.RunAsync(args);

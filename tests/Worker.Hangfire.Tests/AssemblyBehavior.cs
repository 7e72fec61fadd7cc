using Xunit.Sdk;
using Xunit.v3;

// Hangfire keeps its log and its storage of last resort for the whole process: hosts come one after another.
[assembly: Parallelization(Mode = ParallelMode.None)]

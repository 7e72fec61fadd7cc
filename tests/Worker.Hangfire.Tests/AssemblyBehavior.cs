// Hangfire keeps its log and its storage of last resort for the whole process: hosts come one after another.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

using BenchmarkDotNet.Attributes;
using Worker.Servicing.Calendar;
using Worker.Servicing.Debits;

namespace Worker.Benchmarks.Rules;

/// <summary>The rules that are asked once per candidate.</summary>
[MemoryDiagnoser]
public class ScheduleBenchmarks
{
    private static readonly DateOnly Due = new(2026, 9, 25);
    private static readonly DateTimeOffset Now = new(2026, 9, 28, 1, 0, 0, TimeSpan.Zero);
    private readonly RetrySchedule schedule = new();
    private readonly CountedAttempt[] attempts = [new(Due, Now.AddDays(-3)), new(Due.AddDays(1), Now.AddDays(-2))];

    [Benchmark]
    public RetryDecision RetryDecision() => RetryRule.Decide(schedule, Due, Due.AddDays(3), Now, attempts);

    [Benchmark]
    public DateOnly RollDueDate() => BusinessCalendar.BuiltIn.Roll(new DateOnly(2026, 10, 1), DueDateRoll.Following);
}

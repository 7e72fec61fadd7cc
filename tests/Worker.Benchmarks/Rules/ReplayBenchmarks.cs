using BenchmarkDotNet.Attributes;
using Worker.Servicing.Ledger;

namespace Worker.Benchmarks.Rules;

/// <summary>How long it takes to derive a plan's account from its ledger, and a fee from the account.</summary>
[MemoryDiagnoser]
public class ReplayBenchmarks
{
    private static readonly DateOnly FirstDue = new(2026, 1, 15);
    private PlanSnapshot plan = null!;

    [Params(1, 12, 36)]
    public int Installments { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        Installment[] schedule =
        [
            .. Enumerable.Range(1, Installments).Select(number => new Installment(number, number, FirstDue.AddMonths(number - 1), 100_000, 1_200)),
        ];
        LedgerEntry[] ledger =
        [
            .. schedule.SkipLast(1).TakeLast(3).Select((installment, index) =>
                new LedgerEntry(index + 1, installment.InstallmentId, EntryKind.Payment, 101_200, installment.DueOn, null)),
        ];
        plan = new PlanSnapshot(1, "P1", 1, "phone-12", "CNY", schedule, [.. schedule.Select(_ => Servicing.Ledger.Overdue.InstallmentStatus.Due)], ledger);
    }

    [Benchmark]
    public long ReplayAndFee()
    {
        plan.TryReplay(LedgerRules.Default, out PlanAccount? account, out _);
        InstallmentAccount last = account!.Installments[^1];
        return last.ToPost(last.Installment.DueOn.AddDays(40));
    }
}

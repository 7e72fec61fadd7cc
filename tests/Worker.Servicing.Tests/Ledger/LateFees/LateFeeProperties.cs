using FsCheck;
using FsCheck.Fluent;
using Worker.Servicing.Ledger;
using Worker.Servicing.Ledger.LateFees;

namespace Worker.Servicing.Tests.Ledger.LateFees;

/// <summary>What holds of every late fee, whatever the policy and the payments.</summary>
public class LateFeeProperties
{
    [Fact]
    public void The_closed_form_equals_the_day_by_day_oracle() =>
        Prop.ForAll(Plan.AnyWithDay, made =>
        {
            (Plan plan, DateOnly day) = made;
            PlanAccount account = plan.Replay();
            var oracle = new NaiveLedger(plan);
            Assert.All(account.Installments, one =>
            {
                Assert.Equal(oracle.Base(one.Installment, day), one.BaseAt(day));
                Assert.Equal(oracle.Fee(one.Installment, day).RoundHalfEven(), one.FeeAt(day));
            });
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void A_fee_never_falls_from_one_day_to_a_later_one() =>
        Prop.ForAll(Plan.AnyWithTwoDays, made =>
            Assert.All(made.Plan.Replay().Installments, one =>
            {
                Assert.True(one.ExactFeeAt(made.Earlier) <= one.ExactFeeAt(made.Later));
                Assert.True(one.FeeAt(made.Earlier) <= one.FeeAt(made.Later));
            })).QuickCheckThrowOnFailure();

    [Fact]
    public void A_fee_never_exceeds_a_cap() =>
        Prop.ForAll(Plan.AnyWithDay, made =>
            Assert.All(made.Plan.Replay().Installments, one =>
            {
                decimal baseDays = 0;
                for (DateOnly day = one.Installment.DueOn.AddDays(1); day <= made.Day; day = day.AddDays(1))
                {
                    baseDays += one.BaseAt(day);
                }

                decimal fee = one.ExactFeeAt(made.Day);
                Assert.InRange(fee, 0m, one.Policy.CapPercent * one.Installment.Scheduled);
                Assert.True(fee * 365m <= (one.Policy.AnnualCap * baseDays) + 1e-15m);
            })).QuickCheckThrowOnFailure();

    [Fact]
    public void There_is_no_fee_before_the_last_grace_day_closes() =>
        Prop.ForAll(Plan.AnyWithDay, made =>
            Assert.All(made.Plan.Replay().Installments, one =>
            {
                DateOnly graceEnd = one.Installment.DueOn.AddDays(one.Policy.GraceDays);
                Assert.Equal(0m, one.ExactFeeAt(graceEnd.AddDays(-1)));
                if (made.Day < graceEnd || one.BaseAt(graceEnd) == 0)
                {
                    Assert.Equal(0m, one.ExactFeeAt(made.Day));
                }
            })).QuickCheckThrowOnFailure();

    [Fact]
    public void Only_back_dated_entries_change_the_fee_of_a_day() =>
        Prop.ForAll(Plan.AnyWithDay, made =>
        {
            (Plan plan, DateOnly day) = made;
            PlanAccount whole = plan.Replay();
            // A reversal acts on the day of its entry, so it goes and stays with it.
            HashSet<long> known = [.. plan.Entries.Where(entry => entry.EffectiveOn <= day && entry.Kind != EntryKind.Reversal).Select(entry => entry.EntryId)];
            LedgerEntry[] soFar =
            [
                .. plan.Entries.Where(entry => known.Contains(entry.Kind == EntryKind.Reversal ? entry.ReversesEntryId!.Value : entry.EntryId)),
            ];
            PlanAccount then = (plan with { Entries = soFar }).Replay();

            Assert.All(whole.Installments, one => Assert.Equal(then.Of(one.Installment.InstallmentId).ExactFeeAt(day), one.ExactFeeAt(day)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Daily_twice_late_or_after_missed_days_the_posted_total_is_the_same() =>
        Prop.ForAll(Plan.Any, Plan.AnyDay.ArrayOf().ToArbitrary(), (plan, someDays) =>
        {
            Plan unposted = plan with { Entries = [.. plan.Entries.Where(entry => entry.Kind != EntryKind.LateFee)] };
            DateOnly last = new(2024, 7, 1);
            DateOnly[] everyDay = [.. Enumerable.Range(0, 170).Select(offset => last.AddDays(-169 + offset))];

            long[] daily = PostedAfter(unposted, everyDay);
            Assert.Equal(daily, PostedAfter(unposted, [last]));
            Assert.Equal(daily, PostedAfter(unposted, [last, last]));
            Assert.Equal(daily, PostedAfter(unposted, [.. someDays.Order(), last]));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));

    [Fact]
    public void The_explanation_ends_with_the_fee_and_its_days_add_up_to_it() =>
        Prop.ForAll(Plan.AnyWithDay, made =>
            Assert.All(made.Plan.Replay().Installments, one =>
            {
                IReadOnlyList<FeeDay> days = one.Explain(made.Day);
                Assert.All(days, day => Assert.Equal((one.BaseAt(day.Date), one.ExactFeeAt(day.Date)), (day.Base, day.Fee)));
                if (days.Count == 0)
                {
                    Assert.Equal(0m, one.ExactFeeAt(made.Day));
                    return;
                }

                Assert.Equal(one.ExactFeeAt(made.Day), days[^1].Fee);
                if (days[^1].Limit == FeeLimit.None)
                {
                    decimal flat = one.Policy.Flat.GetValueOrDefault(made.Plan.Currency);
                    Assert.Equal(flat + days.Sum(day => day.Accrual), days[^1].Fee);
                }
            })).QuickCheckThrowOnFailure();

    // The late-fee job over the days: entries become known on the day they were made, some long after they took effect.
    private static long[] PostedAfter(Plan plan, DateOnly[] runs)
    {
        List<LedgerEntry> ledger = [];
        foreach (DateOnly closedDay in runs)
        {
            bool isLast = closedDay == runs[^1];
            LedgerEntry[] known =
            [
                .. plan.Entries.Where(entry => isLast || KnownOn(entry) <= closedDay),
                .. ledger,
            ];
            // A reversal is never known before its entry.
            known = [.. known.Where(entry => entry.Kind != EntryKind.Reversal || known.Any(other => other.EntryId == entry.ReversesEntryId))];
            foreach (InstallmentAccount one in (plan with { Entries = known }).Replay().Installments)
            {
                if (one.ToPost(closedDay) is not 0 and long amount)
                {
                    ledger.Add(new LedgerEntry(10_000 + ledger.Count, one.Installment.InstallmentId, EntryKind.LateFee, amount, closedDay, null));
                }
            }
        }

        return [.. plan.Installments.Select(one => ledger.Where(entry => entry.InstallmentId == one.InstallmentId).Sum(entry => entry.Amount))];
    }

    private static DateOnly KnownOn(LedgerEntry entry) => entry.EffectiveOn.AddDays((int)(entry.EntryId * 7 % 20));
}

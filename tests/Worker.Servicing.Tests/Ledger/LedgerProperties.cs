using FsCheck;
using FsCheck.Fluent;
using Worker.Servicing.Ledger;

namespace Worker.Servicing.Tests.Ledger;

/// <summary>What holds of every plan, whatever was paid, waived and reversed, and whenever.</summary>
public class LedgerProperties
{
    [Fact]
    public void A_replay_spreads_money_as_the_day_by_day_oracle_does() =>
        Prop.ForAll(Plan.Any, plan =>
        {
            PlanAccount account = plan.Replay();
            var oracle = new NaiveLedger(plan);

            Assert.Equal(oracle.Allocations, account.Allocations);
            Assert.Equal((oracle.Credit, oracle.Lapsed), (account.Credit, account.Lapsed));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void What_comes_in_is_allocated_credited_or_lapses() =>
        Prop.ForAll(Plan.Any, plan =>
        {
            PlanAccount account = plan.Replay();
            LedgerEntry[] moving = NotReversed(plan.Entries);

            long payments = Sum(moving, EntryKind.Payment);
            long waivers = Sum(moving, EntryKind.Waiver);
            Assert.Equal(payments, AllocatedBy(account, moving, EntryKind.Payment) + account.Credit);
            Assert.Equal(waivers, AllocatedBy(account, moving, EntryKind.Waiver) + account.Lapsed);
            Assert.Equal(
                account.Allocations.Sum(allocation => allocation.Amount),
                account.Installments.Sum(one => one.PrincipalPaid + one.InterestPaid + one.FeesPaid + one.FeesWaived));
            Assert.All(account.Allocations, allocation => Assert.True(allocation.Amount > 0));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_parts_of_an_installment_add_up_from_its_allocations() =>
        Prop.ForAll(Plan.Any, plan =>
        {
            PlanAccount account = plan.Replay();
            Assert.All(account.Installments, one =>
            {
                Allocation[] own = [.. account.Allocations.Where(allocation => allocation.InstallmentId == one.Installment.InstallmentId)];
                Assert.Equal(own.Where(allocation => allocation.Part == LedgerPart.Principal).Sum(allocation => allocation.Amount), one.PrincipalPaid);
                Assert.Equal(own.Where(allocation => allocation.Part == LedgerPart.Interest).Sum(allocation => allocation.Amount), one.InterestPaid);
                Assert.Equal(own.Where(allocation => allocation.Part == LedgerPart.LateFee).Sum(allocation => allocation.Amount), one.FeesPaid + one.FeesWaived);
                Assert.Equal(
                    one.Installment.Scheduled + one.PostedFees - own.Sum(allocation => allocation.Amount), one.Outstanding);
            });
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_is_paid_beyond_what_is_owed() =>
        Prop.ForAll(Plan.Any, plan =>
        {
            PlanAccount account = plan.Replay();
            Assert.All(account.Installments, one =>
            {
                Assert.InRange(one.PrincipalPaid, 0, one.Installment.Principal);
                Assert.InRange(one.InterestPaid, 0, one.Installment.Interest);
                Assert.InRange(one.FeesPaid + one.FeesWaived, 0, one.FeeAt(DateOnly.MaxValue));
            });
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void There_is_credit_only_when_nothing_was_owed_as_the_last_payment_came() =>
        Prop.ForAll(Plan.Any, plan =>
        {
            PlanAccount account = plan.Replay();
            if (account.Credit > 0)
            {
                // After the first day that left credit nothing of the plan can accrue any more.
                Assert.All(account.Installments, one =>
                {
                    Assert.Equal(0, one.BaseAt(DateOnly.MaxValue));
                    Assert.Equal(one.FeeAt(DateOnly.MaxValue), one.FeesPaid + one.FeesWaived);
                });
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void The_order_in_which_rows_come_does_not_matter() =>
        Prop.ForAll(Plan.AnyWithDay, ArbMap.Default.ArbFor<int>(), (made, seed) =>
        {
            (Plan plan, DateOnly day) = made;
            LedgerEntry[] entries = [.. plan.Entries];
            Installment[] installments = [.. plan.Installments];
            var random = new Random(seed);
            random.Shuffle(entries);
            random.Shuffle(installments);

            Assert.Equal(
                Snapshot.Of(plan.Replay(), day),
                Snapshot.Of((plan with { Entries = entries, Installments = installments }).Replay(), day));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_reversed_entry_is_as_if_it_had_never_been_made() =>
        Prop.ForAll(Plan.AnyWithDay, ArbMap.Default.ArbFor<NonNegativeInt>(), (made, pick) =>
        {
            (Plan plan, DateOnly day) = made;
            LedgerEntry[] moving = NotReversed(plan.Entries);
            if (moving.Length == 0)
            {
                return;
            }

            LedgerEntry target = moving[pick.Get % moving.Length];
            Plan reversed = plan with { Entries = [.. plan.Entries, Plan.Reversal(target, 1_000)] };
            Plan never = plan with { Entries = [.. plan.Entries.Where(entry => entry != target)] };
            Assert.Equal(Snapshot.Of(never.Replay(), day), Snapshot.Of(reversed.Replay(), day));

            // Reversed twice by two operators at once: once is enough.
            Plan twice = reversed with { Entries = [.. reversed.Entries, Plan.Reversal(target, 1_001)] };
            Assert.Equal(Snapshot.Of(never.Replay(), day), Snapshot.Of(twice.Replay(), day));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Late_fee_entries_play_no_part_in_allocation() =>
        Prop.ForAll(Plan.Any, plan =>
        {
            Plan without = plan with { Entries = [.. plan.Entries.Where(entry => entry.Kind != EntryKind.LateFee)] };
            Assert.Equal(without.Replay().Allocations, plan.Replay().Allocations);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_waiver_of_what_is_owed_is_taken_whole_and_leaves_nothing_to_waive() =>
        Prop.ForAll(Plan.AnyWithDay, made =>
        {
            (Plan plan, DateOnly day) = made;
            PlanAccount before = plan.Replay();
            foreach (InstallmentAccount one in before.Installments)
            {
                long id = one.Installment.InstallmentId;
                long owed = one.FeesOwedOn(day);
                Assert.True(owed >= 0);
                LedgerEntry waiver = new(2_000, id, EntryKind.Waiver, owed, day, null);
                LedgerEntry tooMuch = waiver with { EntryId = 2_001, Amount = 1 };
                PlanAccount after = (plan with { Entries = [.. plan.Entries, waiver, tooMuch] }).Replay();

                Assert.Equal(0, after.Of(id).FeesOwedOn(day));
                Assert.Equal(owed, after.Allocations.Where(allocation => allocation.EntryId == 2_000).Sum(allocation => allocation.Amount));
                Assert.DoesNotContain(after.Allocations, allocation => allocation.EntryId == 2_001);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_paid_installment_was_paid_on_the_day_of_its_last_allocation() =>
        Prop.ForAll(Plan.Any, plan =>
        {
            PlanAccount account = plan.Replay();
            Assert.All(account.Installments, one =>
            {
                Allocation[] own = [.. account.Allocations.Where(allocation => allocation.InstallmentId == one.Installment.InstallmentId)];
                Assert.Equal(one.BaseAt(DateOnly.MaxValue) == 0 && one.Outstanding <= 0, one.IsPaid);
                Assert.Equal(one.IsPaid && own.Length > 0 ? own.Max(allocation => allocation.EffectiveOn) : null, one.PaidOn);
            });
        }).QuickCheckThrowOnFailure();

    private static LedgerEntry[] NotReversed(LedgerEntry[] entries) =>
    [
        .. entries.Where(entry => entry.Kind is EntryKind.Payment or EntryKind.Waiver
            && !Array.Exists(entries, other => other.Kind == EntryKind.Reversal && other.ReversesEntryId == entry.EntryId)),
    ];

    private static long Sum(LedgerEntry[] entries, EntryKind kind) => entries.Where(entry => entry.Kind == kind).Sum(entry => entry.Amount);

    private static long AllocatedBy(PlanAccount account, LedgerEntry[] entries, EntryKind kind)
    {
        HashSet<long> ids = [.. entries.Where(entry => entry.Kind == kind).Select(entry => entry.EntryId)];
        return account.Allocations.Where(allocation => ids.Contains(allocation.EntryId)).Sum(allocation => allocation.Amount);
    }
}

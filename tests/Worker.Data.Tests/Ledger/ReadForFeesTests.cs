using Worker.Data.Ledger;
using Worker.Servicing.Ledger;
using Worker.Servicing.Ledger.LateFees;
using Worker.Testing.Databases;

namespace Worker.Data.Tests.Ledger;

/// <summary>Reading less must not change a fee: what is posted is compared with a replay of every installment and entry.</summary>
public sealed class ReadForFeesTests
{
    private const int Plans = 400;
    private static readonly DateOnly ClosedDay = new(2026, 6, 20);
    private static readonly LedgerRules Rules = LedgerRules.Default;

    [DatabaseTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_is_read_for_fees_posts_what_the_whole_plan_would(int seed)
    {
        await using MigratedDatabase test = await MigratedDatabase.CreateAsync();
        await FillAsync(test, new Random(seed));
        var query = new LateFeeQuery(ClosedDay.AddDays(-Rules.Policies.SmallestGraceDays), 0, FeesArePaidFirst: true);
        long[] ids = [.. Enumerable.Range(1, Plans).Select(id => (long)id)];

        IReadOnlyDictionary<long, PlanSnapshot> whole = await new BookReader(test.Database).ReadPlansAsync(ids, CancellationToken.None);
        IReadOnlyCollection<PlanSnapshot> read = await new LateFeeStore(test.Database).ReadForFeesAsync(query, ids, CancellationToken.None);

        Dictionary<long, long> expected = Postings(whole.Values);
        Assert.Equal(expected.OrderBy(fee => fee.Key), Postings(read).OrderBy(fee => fee.Key));
        Assert.NotEmpty(expected);
        Assert.Contains(read, plan => plan.Installments.Count < whole[plan.PlanId].Installments.Count);
        Assert.Contains(read, plan => plan.Installments.Count == whole[plan.PlanId].Installments.Count && plan.Entries.Count > 0);
    }

    private static Dictionary<long, long> Postings(IEnumerable<PlanSnapshot> plans)
    {
        var postings = new Dictionary<long, long>();
        foreach (PlanSnapshot plan in plans)
        {
            Assert.True(plan.TryReplay(Rules, out PlanAccount? account, out _));
            foreach (InstallmentAccount installment in account.Installments.Where(one => one.ToPost(ClosedDay) != 0))
            {
                postings.Add(installment.Installment.InstallmentId, installment.ToPost(ClosedDay));
            }
        }

        return postings;
    }

    /// <summary>Plans of four installments around the closed day, with payments too small, too large, early and late, and fees of a week ago.</summary>
    private static async Task FillAsync(MigratedDatabase test, Random random)
    {
        var plans = new List<object?[]>();
        var installments = new List<object?[]>();
        var ledger = new List<object?[]>();
        for (long plan = 1; plan <= Plans; plan++)
        {
            plans.Add([plan, $"P{plan}", 1, "phone", "CNY", 4000, new DateOnly(2026, 1, 1), true]);
            DateOnly firstDue = new DateOnly(2026, 4, 1).AddDays(random.Next(60));
            Installment[] schedule = [.. Enumerable.Range(1, 4).Select(number => new Installment((plan * 10) + number, number, firstDue.AddDays(20 * (number - 1)), 100_000, 1_000))];
            List<LedgerEntry> entries = Entries(plan, schedule, random);
            installments.AddRange(Account(schedule, entries).Installments.Select(one => new object?[]
            {
                one.Installment.InstallmentId, plan, one.Installment.Number, one.Installment.DueOn, one.Installment.DueOn, one.Installment.Principal,
                one.Installment.Interest, one.IsPaid ? "paid" : "due",
            }));
            ledger.AddRange(entries.Select(entry => new object?[]
            {
                entry.EntryId, $"{entry.EntryId}", plan, entry.InstallmentId, entry.Kind.Name(), entry.Amount, "CNY", entry.EffectiveOn, test.Clock.GetUtcNow(), "test",
            }));
        }

        await test.Database.InsertRowsAsync("customer", "customer_id, customer_ref, name, email, language, time_zone", [[1, "C", "N", "c@x.example", "en", "UTC"]]);
        await test.Database.InsertRowsAsync("installment_plan", "plan_id, plan_ref, customer_id, product, currency, principal, signed_on, autopay", plans);
        await test.Database.InsertRowsAsync("installment", "installment_id, plan_id, number, due_on, rolled_due_on, principal, interest, status", installments);
        await test.Database.InsertRowsAsync("ledger_entry", "entry_id, entry_key, plan_id, installment_id, kind, amount, currency, effective_on, entered_at, actor", ledger);
    }

    private static List<LedgerEntry> Entries(long plan, Installment[] schedule, Random random)
    {
        var entries = new List<LedgerEntry>();
        for (int count = random.Next(6); count > 0; count--)
        {
            Installment paid = schedule[random.Next(4)];
            long amount = random.Next(4) switch { 0 => 50_000, 1 => 130_000, _ => paid.Scheduled };
            entries.Add(new LedgerEntry(0, paid.InstallmentId, EntryKind.Payment, amount, paid.DueOn.AddDays(random.Next(-10, 15)), null));
        }

        entries = [.. entries.OrderBy(entry => entry.EffectiveOn).Select((entry, index) => entry with { EntryId = (plan * 100) + index + 1 })];
        if (random.Next(2) == 0)
        {
            DateOnly weekAgo = ClosedDay.AddDays(-7);
            PlanAccount before = Account(schedule, entries);
            entries.AddRange(before.Installments
                .Where(one => one.FeeAt(weekAgo) != 0)
                .Select((one, index) => new LedgerEntry((plan * 100) + 50 + index, one.Installment.InstallmentId, EntryKind.LateFee, one.FeeAt(weekAgo), weekAgo, null)));
        }

        return entries;
    }

    private static PlanAccount Account(Installment[] schedule, IReadOnlyList<LedgerEntry> entries) =>
        PlanAccount.Replay("phone", "CNY", schedule, entries, Rules.Policies, Rules.Order);
}

using Worker.Data.Book;
using Worker.Data.LateFees;
using Worker.Servicing.LateFees;
using Worker.Servicing.Ledger;

namespace Worker.Data.Tests.LateFees;

/// <summary>Reading less must not change a fee: what is posted is compared with a replay of every installment and entry.</summary>
public sealed class ReadForFeesTests
{
    private const int Plans = 400;
    private static readonly DateOnly ClosedDay = new(2026, 6, 20);
    private static readonly LedgerRules Rules = LedgerRules.Default;

    [Theory]
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
        await test.ExecuteAsync("insert into customer (customer_id, customer_ref, name, email, language, time_zone) values (1, 'C', 'N', 'c@x.example', 'en', 'UTC')");
        for (long plan = 1; plan <= Plans; plan++)
        {
            await test.ExecuteAsync(
                "insert into installment_plan (plan_id, plan_ref, customer_id, product, currency, principal, signed_on, autopay) values (@plan, 'P' || @plan, 1, 'phone', 'CNY', 4000, '2026-01-01', 1)",
                new { plan });
            DateOnly firstDue = new DateOnly(2026, 4, 1).AddDays(random.Next(60));
            Installment[] schedule = [.. Enumerable.Range(1, 4).Select(number => new Installment((plan * 10) + number, number, firstDue.AddDays(20 * (number - 1)), 100_000, 1_000))];
            var entries = new List<LedgerEntry>();
            for (int count = random.Next(6); count > 0; count--)
            {
                Installment paid = schedule[random.Next(4)];
                long amount = random.Next(4) switch { 0 => 50_000, 1 => 130_000, _ => paid.Scheduled };
                entries.Add(new LedgerEntry(0, paid.InstallmentId, EntryKind.Payment, amount, paid.DueOn.AddDays(random.Next(-10, 15)), null));
            }

            await StoreAsync(test, plan, schedule, entries, random);
        }
    }

    private static async Task StoreAsync(MigratedDatabase test, long plan, Installment[] schedule, List<LedgerEntry> entries, Random random)
    {
        entries = [.. entries.OrderBy(entry => entry.EffectiveOn).Select((entry, index) => entry with { EntryId = (plan * 100) + index + 1 })];
        if (random.Next(2) == 0)
        {
            DateOnly weekAgo = ClosedDay.AddDays(-7);
            PlanAccount before = Account(schedule, entries);
            entries.AddRange(before.Installments
                .Where(one => one.FeeAt(weekAgo) != 0)
                .Select((one, index) => new LedgerEntry((plan * 100) + 50 + index, one.Installment.InstallmentId, EntryKind.LateFee, one.FeeAt(weekAgo), weekAgo, null)));
        }

        PlanAccount account = Account(schedule, entries);
        foreach (InstallmentAccount one in account.Installments)
        {
            await test.ExecuteAsync(
                "insert into installment (installment_id, plan_id, number, due_on, rolled_due_on, principal, interest, status) values (@Id, @plan, @Number, @DueOn, @DueOn, @Principal, @Interest, @Status)",
                new { Id = one.Installment.InstallmentId, plan, one.Installment.Number, one.Installment.DueOn, one.Installment.Principal, one.Installment.Interest, Status = one.IsPaid ? "paid" : "due" });
        }

        foreach (LedgerEntry entry in entries)
        {
            await test.ExecuteAsync(
                "insert into ledger_entry (entry_id, entry_key, plan_id, installment_id, kind, amount, currency, effective_on, entered_at, actor) values (@EntryId, @EntryId, @plan, @InstallmentId, @Kind, @Amount, 'CNY', @EffectiveOn, 'x', 'test')",
                new { entry.EntryId, plan, entry.InstallmentId, Kind = entry.Kind.Name(), entry.Amount, entry.EffectiveOn });
        }
    }

    private static PlanAccount Account(Installment[] schedule, IReadOnlyList<LedgerEntry> entries) =>
        PlanAccount.Replay("phone", "CNY", schedule, entries, Rules.Policies, Rules.Order);
}

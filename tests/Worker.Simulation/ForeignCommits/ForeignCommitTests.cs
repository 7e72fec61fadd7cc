using Worker.Channels.Sandbox;
using Worker.Testing;
using Worker.Testing.Databases;

namespace Worker.Simulation.ForeignCommits;

/// <summary>Real processes: one debits, and another commits what forbids the debits, by the commands that operators give.</summary>
public sealed class ForeignCommitTests(ITestOutputHelper output)
{
    /// <summary>How soon after an answer nothing may be debited any more.</summary>
    private static readonly TimeSpan TakesEffect = TimeSpan.FromSeconds(1);

    /// <summary>The sample's gateway takes its time, so that an import comes before the end of so few debits.</summary>
    private static readonly (int Tries, int Installments, string CallsPerSecond) Size =
        LongForm.Size(sample: (1, 1_500, "100"), whole: (10, 12_000, "none"), inShare: 4);

    [DatabaseTheory]
    [InlineData("payments", "installment_id")]
    [InlineData("revocations", "payment_method_id")]
    public async Task What_an_import_pays_or_revokes_while_others_are_debited_is_not_debited_after_it(string imported, string key)
    {
        for (int attempt = 1; attempt <= Size.Tries; attempt++)
        {
            Debtor[] debtors = [.. Enumerable.Range(1, Size.Installments).Select(number => new Debtor($"C{number}"))];
            await using DebitsUnderWay debits = await DebitsUnderWay.BeginAsync(debtors);
            string folder = imported == "payments" ? WritePayments(debits.Place, debtors) : WriteRevocations(debits.Place, debtors);
            debits.Place.With("Channels:sandbox:CallsPerSecond", Size.CallsPerSecond);
            int wanted = Random.Shared.Next(1, Size.Installments / 10);

            debits.Start();
            await Eventually.UntilAsync(() => Count(debits, "select count(*) from debit_attempt") >= wanted, $"{wanted} debits were begun");
            DateTime answered = await debits.CommandAsync("Imported.", "import", folder);
            long moved = await debits.EndAsync();

            HashSet<string> stale = [.. debits.Place.Book.Query<string>(
                $"""
                select attempt.order_no
                from write_order as attempt
                join write_order as fact on fact.{key} = attempt.{key} and fact.order_no is null and fact.position < attempt.position
                where attempt.order_no is not null
                """)];
            IReadOnlyList<SandboxLedgerEntry> theirs = await debits.ReadGatewayAsync();
            int onStaleFacts = theirs.Count(entry => stale.Contains(entry.OrderNo));
            int late = theirs.Count(entry => entry.CompletedAt > answered + TakesEffect);
            output.WriteLine(
                $"{imported}, try {attempt}: of {Size.Installments} debited {theirs.Count}, {moved} moved, {Withdrawn(debits)} withdrawn; "
                + $"attempts opened after the import {stale.Count}, debits on stale facts {onStaleFacts}, later than a second after its answer {late}.");
            Assert.InRange(theirs.Count, 1, Size.Installments - 1);
            Assert.Equal((0, 0, 0), (stale.Count, onStaleFacts, late));
            await AssertLedgersAgreeAsync(debits, theirs);
        }
    }

    [DatabaseTheory]
    [InlineData("Debits are off", "switch", "debits", "off")]
    [InlineData("is on hold", "hold", "customer", "Held")]
    public async Task Nothing_that_a_switch_or_a_hold_forbids_is_debited_later_than_a_second_after_its_answer(string answer, params string[] command)
    {
        for (int attempt = 1; attempt <= Size.Tries; attempt++)
        {
            await using DebitsUnderWay debits = await DebitsUnderWay.BeginAsync(
                Enumerable.Range(1, 400).Select(number => new Debtor($"Held{number}") { Customer = "Held" }));
            debits.Place.With("Channels:sandbox:CallsPerSecond", "20");
            int wanted = Random.Shared.Next(1, 100);

            debits.Start();
            await Eventually.UntilAsync(async () => (await debits.ReadGatewayAsync()).Count >= wanted, $"{wanted} were debited");
            DateTime answered = await debits.CommandAsync(answer, [.. command, "--reason", "drill"]);
            await debits.EndAsync();

            IReadOnlyList<SandboxLedgerEntry> theirs = await debits.ReadGatewayAsync();
            int late = theirs.Count(entry => entry.CompletedAt > answered + TakesEffect);
            output.WriteLine(
                $"{string.Join(' ', command)}, try {attempt}: {theirs.Count} debited, the last {(theirs[^1].CompletedAt - answered).TotalSeconds:0.00} s after the answer, "
                + $"{Withdrawn(debits)} withdrawn; later than a second after it {late}.");
            Assert.Equal(0, late);
            Assert.True(Withdrawn(debits) > 0, "Nothing was open and not sent.");
            await AssertLedgersAgreeAsync(debits, theirs);
        }
    }

    private static int Withdrawn(DebitsUnderWay debits) => Count(debits, "select count(*) from debit_attempt where state = 'withdrawn'");

    private static int Count(DebitsUnderWay debits, string sql) => debits.Place.Book.Query<int>(sql).Single();

    private static async Task AssertLedgersAgreeAsync(DebitsUnderWay debits, IReadOnlyList<SandboxLedgerEntry> theirs)
    {
        Assert.Equal(
            theirs.Select(entry => (entry.OrderNo, entry.Amount)).Order(),
            debits.Place.Book.Payments().Where(payment => payment.OrderNo is not null).Select(payment => (payment.OrderNo!, payment.Amount)).Order());
        Assert.Empty(debits.Place.Book.OpenDebits());
        await debits.Place.SucceedAsync("doctor", "--json");
    }

    private static string WritePayments(WorkPlace place, Debtor[] debtors)
    {
        string folder = place.WriteBook(debtors);
        File.WriteAllLines(
            Path.Combine(folder, "payments.csv"),
            debtors.Select(debtor => $"R-{debtor.Reference},P-{debtor.Reference},1,337.30,2025-01-01,bank").Prepend("payment_ref,plan_ref,number,amount,paid_on,source"));
        return folder;
    }

    private static string WriteRevocations(WorkPlace place, Debtor[] debtors)
    {
        string folder = place.WriteBook(debtors);
        string methods = Path.Combine(folder, "payment_methods.csv");
        File.WriteAllLines(methods, File.ReadAllLines(methods).Select(line => line.Replace(",active", ",revoked", StringComparison.Ordinal)));
        return folder;
    }
}

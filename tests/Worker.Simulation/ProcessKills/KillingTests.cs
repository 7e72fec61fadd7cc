using Worker.Channels.Sandbox;
using Worker.Testing;
using Worker.Testing.Databases;

namespace Worker.Simulation.ProcessKills;

/// <summary>
/// Nothing here is simulated but the gateway and the time of day: real processes, a real database, SIGKILL. Fifty kills take a
/// minute where two processors are free, most of it spent starting workers.
/// </summary>
public sealed class KillingTests(ITestOutputHelper output)
{
    private const int Workers = 2;

    private static readonly (int Installments, int Kills) Day = LongForm.Size(sample: (3_000, 6), whole: (20_000, 50), inShare: 0);

    [UnixDatabaseFact]
    public async Task Workers_killed_again_and_again_while_they_debit_debit_every_installment_once_and_lose_none()
    {
        int seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}");
        await using KilledDay day = await KilledDay.BeginAsync(Day.Installments, seed);

        await day.KillAsync(Day.Kills, Workers);
        long openAfterKills = day.Place.Book.OpenDebits().Count;
        await day.GoOnToTheEndAsync();

        IReadOnlyList<SandboxLedgerEntry> theirs = await day.ReadGatewayAsync();
        string kills = string.Join(", ", day.Kills.Select(kill => $"{kill.Value} in {kill.Key}"));
        output.WriteLine($"Killed: {kills}. In doubt after the last: {openAfterKills}. Debited: {theirs.Count}.");
        Assert.Equal(Day.Kills, day.Kills.Values.Sum());
        Assert.True(openAfterKills > 0, "The kills came too late to leave anything in doubt.");
        AssertOnce(day.Place.Book, theirs);
        await day.Place.SucceedAsync("doctor", "--json");
    }

    private static void AssertOnce(TestBook book, IReadOnlyList<SandboxLedgerEntry> theirs)
    {
        Assert.Equal(
            theirs.Select(entry => (entry.OrderNo, entry.Amount, entry.Currency)).Order(),
            book.Payments().Select(payment => (payment.OrderNo!, payment.Amount, payment.Currency)).Order());
        Assert.Equal(theirs.Count, theirs.Select(entry => entry.OrderNo).Distinct().Count());
        Assert.Equal(theirs.Count, theirs.Select(entry => entry.Description).Distinct().Count());
        Assert.Empty(book.Query<long>(
            "select installment_id from debit_attempt where state = 'succeeded' group by installment_id having count(*) > 1"));
        Assert.Empty(book.Query<string>("select order_no from debit_attempt where state not in ('succeeded', 'declined', 'withdrawn')"));

        // Who has the money pays; the others are two of every hundred.
        Assert.Equal(Day.Installments * 98 / 100, theirs.Count);
        Assert.Equal(theirs.Count, book.Query<long>("select installment_id from installment where status = 'paid'").Count);
        Assert.Empty(book.OpenDebits());
        Assert.Equal(theirs.Count, book.Messages().Count(message => message.Kind == "receipt"));
    }
}

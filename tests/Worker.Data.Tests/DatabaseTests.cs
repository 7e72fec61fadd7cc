using System.Data.Common;
using Worker.Testing.Databases;

namespace Worker.Data.Tests;

/// <summary>What a unit of work may rely on, whichever database it is.</summary>
public sealed class DatabaseTests
{
    private const string Insert = "insert into customer (customer_ref, name, email, language, time_zone) values (@Ref, 'n', 'e', 'en', 'UTC')";
    private const string Count = "select count(*) from customer";

    [DatabaseFact]
    public async Task Reads_of_a_snapshot_see_the_moment_of_the_first_whatever_is_written_meanwhile()
    {
        await using DataTest test = await DataTest.StartAsync();
        await test.ExecuteAsync(Insert, new { Ref = "before" });

        (int first, int second) = await test.Database.ReadSnapshotAsync(
            async snapshot =>
            {
                int before = await snapshot.ExecuteScalarAsync<int>(Count);
                await test.ExecuteAsync(Insert, new { Ref = "meanwhile" });
                return (before, await snapshot.ExecuteScalarAsync<int>(Count));
            },
            CancellationToken.None);

        Assert.Equal((1, 1), (first, second));
        Assert.Equal([2], await test.QueryAsync<int>(Count));
    }

    [DatabaseFact]
    public async Task A_unit_of_work_that_throws_leaves_nothing_behind_and_nobody_waiting()
    {
        await using DataTest test = await DataTest.StartAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => test.Database.WriteAsync(
            async transaction =>
            {
                await transaction.ExecuteAsync(Insert, new { Ref = "lost" });
                throw new InvalidOperationException("thought better of it");
            },
            CancellationToken.None));

        await test.Open().ExecuteAsync(Insert, new { Ref = "kept" });
        Assert.Equal(["kept"], await test.QueryAsync<string>("select customer_ref from customer"));
    }

    [DatabaseFact]
    public async Task A_unit_of_work_that_the_database_refuses_half_way_leaves_nothing_behind()
    {
        await using DataTest test = await DataTest.StartAsync();
        await test.ExecuteAsync(Insert, new { Ref = "there" });

        foreach (Func<Func<DatabaseSession, Task>, Task> write in new Func<Func<DatabaseSession, Task>, Task>[]
        {
            work => test.Database.WriteAsync(work, CancellationToken.None),
            work => test.Database.ImportAsync(_ => Task.CompletedTask, work, CancellationToken.None),
        })
        {
            await Assert.ThrowsAnyAsync<DbException>(() => write(async transaction =>
            {
                await transaction.ExecuteAsync(Insert, new { Ref = "new" });
                await transaction.ExecuteAsync("insert into customer (customer_ref) values ('incomplete')");
            }));
        }

        Assert.Equal(["there"], await test.QueryAsync<string>("select customer_ref from customer"));
    }

    [DatabaseFact]
    public async Task Who_claims_what_is_claimed_already_waits_and_then_sees_what_was_done()
    {
        await using DataTest test = await DataTest.StartAsync();
        Database elsewhere = test.Open();
        Task<int>? second = null;

        await test.Database.WriteAsync(
            async first =>
            {
                await test.Database.ClaimAsync(first, "import");
                second = Task.Run(() => elsewhere.WriteAsync(
                    async transaction =>
                    {
                        await elsewhere.ClaimAsync(transaction, "import");
                        return await transaction.ExecuteScalarAsync<int>(Count);
                    },
                    CancellationToken.None));

                // Time enough to get through, for somebody who is let through.
                for (int trip = 0; trip < 200; trip++)
                {
                    await first.ExecuteScalarAsync<int>(Count);
                }

                Assert.False(second.IsCompleted);
                await first.ExecuteAsync(Insert, new { Ref = "first" });
            },
            CancellationToken.None);

        Assert.Equal(1, await second!);
    }

    [DatabaseFact(Only = DatabaseProvider.SqlServer)]
    public async Task Who_claims_something_else_does_not_wait()
    {
        await using DataTest test = await DataTest.StartAsync();
        Database elsewhere = test.Open();

        await test.Database.WriteAsync(
            async first =>
            {
                await test.Database.ClaimAsync(first, "import");
                await elsewhere.WriteAsync(second => elsewhere.ClaimAsync(second, "migrate"), CancellationToken.None);
            },
            CancellationToken.None);
    }

    [DatabaseFact]
    public async Task A_statement_is_not_begun_for_somebody_who_has_given_up()
    {
        await using DataTest test = await DataTest.StartAsync();
        using var stopping = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => test.Database.WriteAsync(
            async transaction =>
            {
                await transaction.ExecuteAsync(Insert, new { Ref = "lost" });
                await stopping.CancelAsync();
                await transaction.ExecuteAsync(Insert, new { Ref = "never" });
            },
            stopping.Token));

        Assert.Equal([0], await test.QueryAsync<int>(Count));
    }

    [DatabaseFact(Only = DatabaseProvider.SqlServer)]
    public async Task A_statement_ends_when_its_caller_gives_up()
    {
        await using DataTest test = await DataTest.StartAsync();
        using var stopping = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => test.Database.ReadAsync(
            async connection =>
            {
                Task<int> waiting = connection.ExecuteAsync("waitfor delay '00:01:00'");
                await stopping.CancelAsync();
                return await waiting;
            },
            stopping.Token));
    }

    [DatabaseFact]
    public async Task A_claim_ends_with_its_transaction_however_that_ends()
    {
        await using DataTest test = await DataTest.StartAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => test.Database.WriteAsync(
            async transaction =>
            {
                await test.Database.ClaimAsync(transaction, "import");
                throw new InvalidOperationException("fell over");
            },
            CancellationToken.None));

        Database elsewhere = test.Open();
        await elsewhere.WriteAsync(transaction => elsewhere.ClaimAsync(transaction, "import"), CancellationToken.None);
    }
}

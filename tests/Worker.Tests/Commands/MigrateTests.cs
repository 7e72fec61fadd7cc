using Worker.Data.Schema;
using Worker.Testing.Databases;

namespace Worker.Tests.Commands;

public sealed class MigrateTests
{
    [DatabaseFact]
    public async Task Migrating_twice_applies_everything_once()
    {
        await using WorkPlace place = await WorkPlace.CreateEmptyAsync();

        WorkerRun first = await place.SucceedAsync("migrate");
        WorkerRun second = await place.SucceedAsync("migrate");

        Assert.Contains("Applied 0001_book", first.OutputLines);
        Assert.DoesNotContain("Applied", second.Output, StringComparison.Ordinal);
        Assert.Contains("up to date", Assert.Single(second.OutputLines), StringComparison.Ordinal);
        Assert.Empty((await place.SucceedAsync("migrate", "--script")).Output);
    }

    [DatabaseFact]
    public async Task The_script_creates_nothing_until_somebody_runs_it_and_then_nothing_is_pending()
    {
        await using WorkPlace place = await WorkPlace.CreateEmptyAsync();

        WorkerRun run = await place.SucceedAsync("migrate", "--script");

        Assert.Empty(place.Book.Tables());
        foreach (string batch in new Migration(1, "script", run.Output, "").Batches)
        {
            place.Book.Execute(batch);
        }

        Assert.Equal(0, (await place.SucceedAsync("status", "--Database:MigrateAtStart=false")).ExitCode);
        WorkerRun again = await place.SucceedAsync("migrate");
        Assert.DoesNotContain("Applied", again.Output, StringComparison.Ordinal);
    }

    [DatabaseFact]
    public async Task Without_leave_to_migrate_or_where_it_only_reads_a_command_refuses_a_schema_that_is_behind()
    {
        await using WorkPlace place = await WorkPlace.CreateEmptyAsync();
        await place.Database.Database.WriteAsync(_ => Task.CompletedTask, TestContext.Current.CancellationToken);

        WorkerRun run = await place.RunAsync("status");
        WorkerRun hold = await place.RunAsync("hold", "plan", "P1", "--reason", "x", "--Database:MigrateAtStart=false");

        // What comes before are warnings, of files that the first command mends among them.
        Assert.Equal((1, run.Error.Split('\n')[^1]), (hold.ExitCode, hold.Error.Split('\n')[^1]));
        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains("worker migrate", run.Error.Split('\n')[^1], StringComparison.Ordinal);
        Assert.Empty(place.Book.Tables());
    }

    [DatabaseFact]
    public async Task With_leave_to_migrate_a_command_that_changes_the_book_brings_the_schema_up_to_date()
    {
        await using WorkPlace place = await WorkPlace.CreateEmptyAsync();
        await place.Database.Database.WriteAsync(_ => Task.CompletedTask, TestContext.Current.CancellationToken);

        await place.SucceedAsync("switch", "debits", "off", "--reason", "x");

        Assert.Contains("up to date.", (await place.SucceedAsync("migrate")).Output, StringComparison.Ordinal);
    }

    [DatabaseFact]
    public async Task Plans_that_lose_the_stand_ins_of_their_designated_method_are_listed_once_by_migrate_and_from_then_on_by_doctor()
    {
        await using WorkPlace place = await BeforeStandInsHadToBeAllowedAsync();

        WorkerRun migrate = await place.SucceedAsync("migrate");

        Assert.Equal(
            "  DESIGNATES",
            migrate.OutputLines.SkipWhile(line => !line.StartsWith("1 plan(s) are now debited from their designated method only", StringComparison.Ordinal)).ElementAt(1));
        Assert.Single(migrate.OutputLines, line => line.StartsWith("  ", StringComparison.Ordinal));
        Assert.DoesNotContain("designated", (await place.SucceedAsync("migrate")).Output, StringComparison.Ordinal);
        Assert.Equal(
            "1 plan(s) lost the fallback for their designated method; set fallback in plans.csv for each: DESIGNATES", await StandInsAsync(place));

        place.Book.Execute("update installment_plan set fallback = 0 where plan_ref = 'DESIGNATES'");
        Assert.Equal("No plan lost a fallback for its designated method.", await StandInsAsync(place));

        static async Task<string?> StandInsAsync(WorkPlace place) => (await place.RunAsync("doctor", "--json")).Json()
            .GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("check").GetString() == "stand-ins").GetProperty("detail").GetString();
    }

    [DatabaseFact]
    public async Task A_command_that_migrates_on_its_way_warns_of_plans_that_lose_their_stand_ins()
    {
        await using WorkPlace place = await BeforeStandInsHadToBeAllowedAsync();

        WorkerRun first = await place.SucceedAsync("switch", "debits", "off", "--reason", "x");
        WorkerRun second = await place.SucceedAsync("switch", "debits", "on", "--reason", "x");

        Assert.Contains("Warning: 1 plan(s) are now debited from their designated method only", first.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("designated", second.Error, StringComparison.Ordinal);
    }

    /// <summary>
    /// A book of before migration 0020: a plan that designates one of two methods, one whose customer has no other, one whose other
    /// method is revoked, and one that designates none.
    /// </summary>
    private static async Task<WorkPlace> BeforeStandInsHadToBeAllowedAsync()
    {
        WorkPlace place = await WorkPlace.CreateEmptyAsync();
        string script = (await place.SucceedAsync("migrate", "--script")).Output;
        foreach (string batch in new Migration(1, "script", script[..script.IndexOf("-- 0020_", StringComparison.Ordinal)], "").Batches)
        {
            place.Book.Execute(batch);
        }

        foreach ((string plan, string? otherStatus, bool designates) in new[] { ("DESIGNATES", "active", true), ("ALONE", null, true), ("REVOKED", "revoked", true), ("OPEN", "active", false) })
        {
            place.Book.Execute(
                """
                insert into customer (customer_ref, name, email, language, time_zone) values (@plan, 'Wang Fang', 'wang@example.com', 'zh-CN', 'Asia/Shanghai');
                insert into payment_method (method_ref, customer_id, channel, token, priority, status)
                select concat(@plan, place), customer_id, 'card', 'ok', 1, status
                from customer cross join (select 'first' as place, 'active' as status union all select 'other', @otherStatus) as methods
                where customer_ref = @plan and (place = 'first' or @otherStatus is not null);
                """,
                new { plan, otherStatus });
            place.Book.Execute(
                """
                insert into installment_plan (plan_ref, customer_id, product, currency, principal, signed_on, autopay, payment_method_id)
                select @plan, customer.customer_id, 'phone', 'CNY', 100, '2026-01-01', 1, method.payment_method_id
                from customer
                left join payment_method as method on method.customer_id = customer.customer_id and method.method_ref = concat(@plan, 'first') and @designates = 1
                where customer_ref = @plan
                """,
                new { plan, designates });
        }

        return place;
    }

    [Fact]
    public async Task Without_settings_the_database_is_a_file_in_the_data_folder()
    {
        await using var place = new WorkPlace();

        await place.SucceedAsync("migrate");

        Assert.True(File.Exists(Path.Combine(place.Folder, "data", "worker.db")));
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_is_an_error_in_one_line()
    {
        await using var place = new WorkPlace();
        Directory.CreateDirectory(Path.Combine(place.Folder, "folder.db"));

        WorkerRun run = await place.RunAsync("migrate", "--Database:ConnectionString=folder.db");

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }
}

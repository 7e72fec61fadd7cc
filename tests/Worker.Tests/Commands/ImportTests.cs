using Worker.Testing.Databases;

namespace Worker.Tests.Commands;

public sealed class ImportTests
{
    private static readonly Debtor[] Two = [new("C1"), new("C2", "nsf")];

    [DatabaseFact]
    public async Task A_good_folder_is_imported_once_however_often_and_a_dry_run_keeps_nothing()
    {
        await using WorkPlace place = await WorkPlace.WithChannelsAsync();
        string book = place.WriteBook(Two);

        WorkerRun rehearsed = await place.SucceedAsync("import", book, "--dry-run");
        Assert.Empty(place.Book.Query<string>("select customer_ref from customer"));
        Assert.Contains("nothing was kept", rehearsed.Output, StringComparison.Ordinal);

        await place.SucceedAsync("import", book);
        Assert.Equal(["C1", "C2"], place.Book.Query<string>("select customer_ref from customer order by customer_ref"));

        IReadOnlyList<string> before = place.Book.Rows("select plan_id, plan_ref from installment_plan order by plan_id");
        await place.SucceedAsync("import", book);
        Assert.Equal(before, place.Book.Rows("select plan_id, plan_ref from installment_plan order by plan_id"));
    }

    [DatabaseFact]
    public async Task A_bad_folder_is_refused_whole_with_a_line_per_error()
    {
        await using WorkPlace place = await WorkPlace.WithChannelsAsync();
        string book = place.WriteBook([.. Two, new Debtor("C3") { DueOn = "2026-02-30" }, new Debtor("C4") { Channel = "carrier-pigeon" }]);

        WorkerRun run = await place.RunAsync("import", book);

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains(run.ErrorLines, line => line.StartsWith("installments.csv:4: due_on: ", StringComparison.Ordinal));
        Assert.Contains(run.ErrorLines, line => line.StartsWith("payment_methods.csv:5: channel: ", StringComparison.Ordinal));
        Assert.Contains("nothing was imported", run.Error, StringComparison.Ordinal);
        Assert.Empty(place.Book.Query<string>("select customer_ref from customer"));
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("a-file")]
    [InlineData("an-empty-folder")]
    public async Task What_is_no_folder_of_files_is_refused(string folder)
    {
        await using var place = new WorkPlace();
        await File.WriteAllTextAsync(Path.Combine(place.Folder, "a-file"), "");
        Directory.CreateDirectory(Path.Combine(place.Folder, "an-empty-folder"));

        WorkerRun run = await place.RunAsync("import", folder);

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains(folder, run.Error, StringComparison.Ordinal);
    }
}

namespace Worker.Tests.Commands;

public sealed class ConfigurationErrorTests
{
    [Theory]
    [InlineData("run")]
    [InlineData("migrate")]
    [InlineData("doctor", "--json")]
    [InlineData("trigger", "auto-debit", "--json")]
    public async Task Every_error_is_told_at_once_and_nothing_is_created(params string[] command)
    {
        await using var place = new WorkPlace();
        place.With("AutoDebit:LeadDays", "99").With("Calendar:TimeZone", "Mars/Olympus");
        await File.WriteAllTextAsync(Path.Combine(place.Folder, "appsettings.json"), """{ "Runs": { "Lanse": 2 } }""");

        WorkerRun run = await place.RunAsync([.. command, "--Channels:card:BaseUrl=https://gateway.example.com"]);

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains("AutoDebit:LeadDays is '99'", run.Error, StringComparison.Ordinal);
        Assert.Contains("Calendar:TimeZone is 'Mars/Olympus'", run.Error, StringComparison.Ordinal);
        Assert.Contains("Runs:Lanse is no key", run.Error, StringComparison.Ordinal);
        Assert.Contains("Channels:card:Secret is missing", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
        Assert.Equal("appsettings.json", Path.GetFileName(Assert.Single(Directory.EnumerateFileSystemEntries(place.Folder))));
    }

    [Fact]
    public async Task A_file_that_is_not_JSON_is_named_with_the_place_and_not_quoted()
    {
        await using var place = new WorkPlace();
        await File.WriteAllTextAsync(
            Path.Combine(place.Folder, "appsettings.json"), "{ \"Channels\": {\n  \"card\": { \"Secret\": hunter2 } } }");

        WorkerRun run = await place.RunAsync("status");

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains("appsettings.json: not JSON at line 2", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_line_comes_before_the_environment_before_the_file()
    {
        await using var place = new WorkPlace();
        await File.WriteAllTextAsync(
            Path.Combine(place.Folder, "appsettings.json"),
            """{ "Database": { "ConnectionString": "file.db" }, "Mail": { "PickupFolder": "file-mail" } }""");
        place.With("Database:ConnectionString", "environment.db").With("Mail:PickupFolder", "environment-mail");

        await place.SucceedAsync("doctor", "--Database:MigrateAtStart=false", "--help");
        await place.SucceedAsync("migrate", "--Database:ConnectionString=line.db");
        await place.SucceedAsync("doctor", "--Database:ConnectionString=line.db");

        Assert.Equal(
            ["appsettings.json", "environment-mail", "line.db"],
            Directory.EnumerateFileSystemEntries(place.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }
}

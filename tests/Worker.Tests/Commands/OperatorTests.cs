using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Worker.Ops.Settings;
using Worker.Ops.SignIn;

namespace Worker.Tests.Commands;

public sealed class OperatorTests
{
    [Theory]
    [InlineData("li.lei", "operator", "operator add Li.Lei --role operator")]
    [InlineData("han", "viewer", "operator add han")]
    public async Task A_password_on_standard_input_becomes_an_entry_of_the_configuration(string name, string role, string arguments)
    {
        await using var place = new WorkPlace();
        await using WorkerRun run = place.Start(arguments.Split(' '));

        await run.TypeAsync("correct horse battery staple");

        Assert.True(await run.WaitForEndAsync() == 0, run.ToString());
        using JsonDocument printed = JsonDocument.Parse(run.Output);
        JsonElement entry = printed.RootElement.GetProperty("Ops").GetProperty("Operators").GetProperty(name);
        string hash = entry.GetProperty("PasswordHash").GetString()!;
        Assert.Equal(role, entry.GetProperty("Role").GetString());
        Assert.Equal(
            PasswordVerificationResult.Success, PasswordHash.Compare(new OperatorAccount(name, OperatorRole.Viewer, hash), "correct horse battery staple"));
        Assert.Contains("appsettings.json", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("staple", run.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(place.Folder));

        // It is taken as it was printed.
        await File.WriteAllTextAsync(Path.Combine(place.Folder, "appsettings.json"), run.Output);
        await place.SucceedAsync("migrate", "--Ops:Url=http://0.0.0.0:5080");
    }

    [Theory]
    [InlineData("short")]
    [InlineData("")]
    public async Task A_password_that_is_soon_guessed_is_refused(string password)
    {
        await using var place = new WorkPlace();
        await using WorkerRun run = place.Start("operator", "add", "li.lei");

        await run.TypeAsync(password);

        Assert.Equal(2, await run.WaitForEndAsync());
        Assert.Contains("12 to 1,024 characters", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("demo")]
    public async Task A_site_that_others_reach_and_nobody_can_sign_in_to_is_not_started(string command)
    {
        await using var place = new WorkPlace();

        WorkerRun run = await place.RunAsync(command, "--Ops:Url=http://0.0.0.0:0");

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains("Ops:Url is 'http://0.0.0.0:0': a loopback address as long as nobody can sign in", run.Error, StringComparison.Ordinal);
        Assert.Contains("worker operator add", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(place.Folder));
    }
}

using Worker.Testing;

namespace Worker.Tests.Build;

/// <summary>How the build finds out which packages there are, with feeds that are made up.</summary>
public sealed class PackageProfileTests : IDisposable
{
    private const string Unreachable = """<Error Code="NU1301" Text="Unable to load the service index for source http://127.0.0.1:1/v3/index.json." />""";
    private const string Missing = """
        <Error Code="NU1603" Text="Warning As Error: A 7.1.0 depends on Some.Part (&gt;= 9.0.18) but Some.Part 9.0.18 was not found." ContinueOnError="ErrorAndContinue" />
        <Error Code="NU1101" Text="Unable to find package Hangfire.Core. No packages exist with this id in source(s): mirror" ContinueOnError="ErrorAndContinue" />
        """;

    private const string Found = """<Message Text="restored" />""";

    private readonly TemporaryFolder folder = new();

    private ProfileBuild Build => new(folder);

    [Theory]
    [InlineData("partial")]
    [InlineData("partial", "partial.txt")]
    [InlineData("full", "full.txt")]
    [InlineData("full", "full.txt", "partial.txt")]
    [InlineData("partial", "no-answer.txt")]
    public async Task A_build_goes_by_the_answer_that_is_there(string profile, params string[] answers)
    {
        Array.ForEach(answers, answer => Build.Answered(answer, TimeSpan.FromDays(30)));

        Assert.Equal(profile, await Build.ProfileAsync());
    }

    [Theory]
    [InlineData("full", "partial.txt")]
    [InlineData("partial", "full.txt")]
    public async Task What_is_forced_is_taken_and_nothing_is_asked(string profile, string answer)
    {
        Build.Answered(answer, TimeSpan.FromDays(30));

        Assert.Equal(profile, await Build.AskAsync(Missing, $"-p:PackageProfile={profile}"));
        Assert.Equal([answer], Build.Answers);
    }

    [Fact]
    public async Task A_feed_that_has_the_packages_makes_it_full()
    {
        Assert.Equal("full", await Build.AskAsync(Found));

        Assert.Equal(["full.txt"], Build.Answers);
        Assert.StartsWith("Package profile: full (", Build.Line("full.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_that_lacks_packages_makes_it_partial_and_they_are_named()
    {
        Assert.Equal("partial", await Build.AskAsync(Missing));

        Assert.Equal(["partial.txt"], Build.Answers);
        Assert.StartsWith(
            "Package profile: partial (these feeds do not carry Some.Part, Hangfire.Core).", Build.Line("partial.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_that_does_not_answer_is_not_one_that_lacks_packages()
    {
        Assert.Equal("partial", await Build.AskAsync(Unreachable));

        Assert.Equal(["no-answer.txt"], Build.Answers);
        Assert.StartsWith(
            "Package profile: partial for now: the feeds could not be asked (error NU1301: Unable to load the service index",
            Build.Line("no-answer.txt"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_one_of_two_feeds_does_not_answer_the_other_does_not_decide()
    {
        await Build.AskAsync(Missing + Unreachable);

        Assert.Equal(["no-answer.txt"], Build.Answers);
    }

    [Theory]
    [InlineData("full.txt", 23, Missing, "full")]
    [InlineData("partial.txt", 23, Found, "partial")]
    [InlineData("full.txt", 25, Missing, "partial")]
    [InlineData("partial.txt", 25, Found, "full")]
    [InlineData("full.txt", 25, Unreachable, "full")]
    [InlineData("partial.txt", 25, Unreachable, "partial")]
    public async Task An_answer_holds_for_a_day_and_longer_only_where_none_can_be_had(string answer, int hours, string feed, string profile)
    {
        Build.Answered(answer, TimeSpan.FromHours(hours));

        Assert.Equal(profile, await Build.AskAsync(feed));
        Assert.Equal(profile == "full", Build.Answers.Contains("full.txt"));
    }

    [Theory]
    [InlineData(9, "partial")]
    [InlineData(11, "full")]
    public async Task A_feed_that_did_not_answer_is_asked_again_after_ten_minutes(int minutes, string profile)
    {
        Build.Answered("no-answer.txt", TimeSpan.FromMinutes(minutes));

        Assert.Equal(profile, await Build.AskAsync(Found));
    }

    [Fact]
    public async Task A_profile_that_there_is_not_is_refused()
    {
        InvalidOperationException failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => Build.RunAsync("-t:CheckPackageProfile", "-p:PackageProfile=most"));

        Assert.Contains("PackageProfile is 'most'. It is full or partial", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();
}

using Worker.Configuration;

namespace Worker.Tests.Configuration;

public sealed class EngineSettingsTests
{
    [Fact]
    public void Without_a_word_Hangfire_has_eight_workers_and_its_own_schema()
    {
        EngineSettings engine = Configured.Settings().Engine;

        Assert.Equal((8, "HangFire"), (engine.Workers, engine.Schema));
    }

    [Fact]
    public void There_is_no_choice_of_engines_any_more() => Assert.Equal(
        "Engine:Kind is no key any more: Hangfire is the only engine; leave the key out", Assert.Single(Configured.Errors(("Engine:Kind", "Hangfire"))));

    [Theory]
    [InlineData("Engine:Workers", "0")]
    [InlineData("Engine:Workers", "65")]
    [InlineData("Engine:Schema", "")]
    [InlineData("Engine:Schema", "jobs];drop")]
    public void What_is_not_allowed_is_refused_by_its_key(string key, string value) =>
        Assert.StartsWith($"{key} is '{value}'", Assert.Single(Configured.Errors((key, value))), StringComparison.Ordinal);
}

using Worker.Composition;
using Worker.Configuration;

namespace Worker.Tests.Configuration;

public sealed class EngineSettingsTests
{
    [Fact]
    public void Without_a_word_the_engine_is_the_best_that_the_build_has()
    {
        EngineSettings engine = Configured.Settings().Engine;

        Assert.Equal(EngineChoice.Has(EngineKind.Hangfire) ? EngineKind.Hangfire : EngineKind.Quartz, engine.Kind);
        Assert.Equal((8, "HangFire"), (engine.Workers, engine.Schema));
    }

    [Fact]
    public void Quartz_can_be_had_from_every_build() =>
        Assert.Equal(EngineKind.Quartz, Configured.Settings(("Engine:Kind", "quartz")).Engine.Kind);

    [Fact]
    public void Hangfire_is_refused_where_the_build_does_not_have_it()
    {
        if (EngineChoice.Has(EngineKind.Hangfire))
        {
            Assert.Equal(EngineKind.Hangfire, Configured.Settings(("Engine:Kind", "Hangfire")).Engine.Kind);
            return;
        }

        Assert.Contains("Engine:Kind is 'Hangfire'", Assert.Single(Configured.Errors(("Engine:Kind", "Hangfire"))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Engine:Kind", "cron")]
    [InlineData("Engine:Kind", "2")]
    [InlineData("Engine:Workers", "0")]
    [InlineData("Engine:Workers", "65")]
    [InlineData("Engine:Schema", "")]
    [InlineData("Engine:Schema", "jobs];drop")]
    public void What_is_not_allowed_is_refused_by_its_key(string key, string value) =>
        Assert.StartsWith($"{key} is '{value}'", Assert.Single(Configured.Errors((key, value))), StringComparison.Ordinal);
}

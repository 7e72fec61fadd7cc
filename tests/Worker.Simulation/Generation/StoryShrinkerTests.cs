using Worker.Simulation.Execution;
using Worker.Testing.Databases;

namespace Worker.Simulation.Generation;

public sealed class StoryShrinkerTests
{
    [Fact]
    public async Task Leaves_only_what_the_failure_needs()
    {
        Story story = StoryGenerator.Draw(1);
        StoryEvent needed = story.Events[story.Events.Count / 2];
        string plan = story.Customers[^1].Plans[0].Reference;
        Task<Outcome> Play(Story one) => Task.FromResult(new Outcome(
            one.Events.Contains(needed) && one.Customers.Any(customer => customer.Plans.Any(held => held.Reference == plan)) ? ["wrong"] : []));

        (Story shorter, IReadOnlyList<string> findings) = await StoryShrinker.ShrinkAsync(story, ["wrong"], Play);

        Assert.Equal(["wrong"], findings);
        Assert.Equal([needed], shorter.Events);
        Assert.Equal(1, shorter.Days);
        Assert.Contains(shorter.Customers.SelectMany(customer => customer.Plans), held => held.Reference == plan && held.Installments.Count == 1);
        Assert.True(StoryText.Lines(shorter).Count() < StoryText.Lines(story).Count());
    }

    [Fact]
    public async Task Shortens_a_story_of_a_broken_world_that_still_fails()
    {
        Story story = StoryGenerator.Draw(3);
        Task<Outcome> Play(Story one) => StoryPlayer.PlayAsync(
            one, (world, day) => day == 1 ? world.Database.ExecuteAsync("update payment_method set status = 'revoked' where status = 'active'") : Task.CompletedTask);
        Outcome outcome = await Play(story);
        Assert.NotEmpty(outcome.Findings);

        (Story shorter, IReadOnlyList<string> findings) = await StoryShrinker.ShrinkAsync(story, outcome.Findings, Play);

        Assert.NotEmpty(findings);
        Assert.NotEmpty((await Play(shorter)).Findings);
        Assert.Equal(2, shorter.Days);
        Assert.Single(shorter.Customers);
        Assert.True(shorter.Events.Count <= 1);
    }

    [Fact]
    public void The_same_seed_tells_the_same_story() =>
        Assert.Equal(StoryText.Lines(StoryGenerator.Draw(7)), StoryText.Lines(StoryGenerator.Draw(7)));
}

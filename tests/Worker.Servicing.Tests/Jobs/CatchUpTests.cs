using FsCheck.Fluent;
using Worker.Servicing.Calendar;
using Worker.Servicing.Jobs;
using static Worker.Servicing.Tests.Calendar.TimeValues;

namespace Worker.Servicing.Tests.Jobs;

public class CatchUpTests
{
    [Fact]
    public void Collapsed_days_are_one_run_for_the_newest_date()
    {
        CatchUpPlan plan = CatchUp.Plan(Day("2026-11-10"), Day("2026-11-21"), MissedDays.Collapse);

        Assert.Equal([Day("2026-11-21")], plan.Dates);
        Assert.Equal(0, plan.Dropped);
    }

    [Fact]
    public void Replayed_days_go_back_three_days_and_the_older_ones_are_counted()
    {
        CatchUpPlan plan = CatchUp.Plan(Day("2026-11-10"), Day("2026-11-21"), MissedDays.Replay);

        Assert.Equal([Day("2026-11-18"), Day("2026-11-19"), Day("2026-11-20"), Day("2026-11-21")], plan.Dates);
        Assert.Equal(7, plan.Dropped);
    }

    [Fact]
    public void A_replay_crosses_a_leap_day()
    {
        CatchUpPlan plan = CatchUp.Plan(Day("2024-02-28"), Day("2024-03-01"), MissedDays.Replay);

        Assert.Equal([Day("2024-02-29"), Day("2024-03-01")], plan.Dates);
        Assert.Equal(0, plan.Dropped);
    }

    [Theory]
    [InlineData("2026-11-21", "2026-11-21")]
    [InlineData("2026-11-22", "2026-11-21")] // run by hand for a later date
    [InlineData("2026-11-21", null)]
    [InlineData(null, null)]
    public void Nothing_missed_is_nothing_owed(string? lastFinished, string? newestDue)
    {
        foreach (MissedDays missed in Enum.GetValues<MissedDays>())
        {
            CatchUpPlan plan = CatchUp.Plan(DayOrNull(lastFinished), DayOrNull(newestDue), missed);
            Assert.Empty(plan.Dates);
            Assert.Equal(0, plan.Dropped);
        }
    }

    [Theory]
    [InlineData(MissedDays.Collapse)]
    [InlineData(MissedDays.Replay)]
    public void A_fresh_installation_owes_the_newest_date_and_no_history(MissedDays missed)
    {
        CatchUpPlan plan = CatchUp.Plan(null, Day("2026-11-21"), missed);

        Assert.Equal([Day("2026-11-21")], plan.Dates);
        Assert.Equal(0, plan.Dropped);
    }

    [Fact]
    public void A_replay_of_no_days_runs_the_newest_date_and_drops_the_rest()
    {
        CatchUpPlan plan = CatchUp.Plan(Day("2026-11-18"), Day("2026-11-21"), MissedDays.Replay, replayDays: 0);

        Assert.Equal([Day("2026-11-21")], plan.Dates);
        Assert.Equal(2, plan.Dropped);
        Assert.Throws<ArgumentOutOfRangeException>(() => CatchUp.Plan(null, null, MissedDays.Replay, replayDays: -1));
    }

    [Fact]
    public void Every_missed_day_is_replayed_or_counted_and_nothing_is_owed_afterwards() => Holds(
        from newest in DateGen
        from missedDays in Gen.Choose(-2, 40)
        from replayDays in Gen.Choose(0, 6)
        select (newest, missedDays, replayDays),
        sample =>
        {
            CatchUpPlan plan = CatchUp.Plan(sample.newest.AddDays(-sample.missedDays), sample.newest, MissedDays.Replay, sample.replayDays);
            bool consecutiveToNewest = plan.Dates.Reverse().Select((date, index) => date == sample.newest.AddDays(-index)).All(same => same);
            return plan.Dates.Count + plan.Dropped == Math.Max(0, sample.missedDays)
                && plan.Dates.Count <= sample.replayDays + 1
                && (plan.Dropped == 0 || plan.Dates.Count == sample.replayDays + 1)
                && consecutiveToNewest
                && CatchUp.Plan(sample.newest, sample.newest, MissedDays.Replay, sample.replayDays).Dates.Count == 0;
        });

    [Theory]
    [InlineData(BusinessDateRule.ThatDay, "2024-03-01")]
    [InlineData(BusinessDateRule.DayJustClosed, "2024-02-29")]
    public void An_occasion_belongs_to_its_day_or_to_the_one_that_just_closed(BusinessDateRule rule, string businessDate)
    {
        ScheduledOccurrence occurrence = DailySchedule.At(Time("00:30")).Next(Instant("2024-02-29T23:59:59+08:00"), Shanghai);

        Assert.Equal(Day(businessDate), rule.DateOf(occurrence));
    }

    [Fact]
    public void An_occasion_that_saving_moved_past_midnight_keeps_its_business_date()
    {
        ScheduledOccurrence occurrence = DailySchedule.At(Time("23:30")).Next(Instant("2025-03-29T12:00Z"), Zone("America/Nuuk"));

        Assert.Equal(Day("2025-03-29"), BusinessDateRule.ThatDay.DateOf(occurrence));
    }

    private static DateOnly? DayOrNull(string? text) => text is null ? null : Day(text);
}

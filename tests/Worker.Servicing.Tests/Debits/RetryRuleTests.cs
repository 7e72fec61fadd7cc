using FsCheck.Fluent;
using Worker.Servicing.Calendar;
using Worker.Servicing.Debits;
using static Worker.Servicing.Tests.Calendar.TimeValues;

namespace Worker.Servicing.Tests.Debits;

public class RetryRuleTests
{
    private static readonly RetrySchedule Schedule = new();
    private static readonly DateOnly Due = Day("2024-02-01");
    private static readonly DailySchedule Times = DailySchedule.At(Time("09:00"), Time("14:00"), Time("19:00"));

    [Fact]
    public void An_installment_that_is_not_due_waits_for_its_day()
    {
        Assert.Equal(RetryDecision.Wait(RetryWait.NotDue, Due), Decide(day: -1, "09:00"));
        Assert.Equal(RetryDecision.Go, Decide(day: 0, "00:00"));
        Assert.Equal(RetryDecision.Wait(RetryWait.NotDue, Due.AddDays(-2)), Decide(day: -3, "09:00", leadDays: 2));
        Assert.Equal(RetryDecision.Go, Decide(day: -2, "09:00", leadDays: 2));
    }

    [Fact]
    public void A_debit_before_the_due_date_is_extra_and_there_is_one_of_it()
    {
        Assert.Equal(RetryDecision.Wait(RetryWait.AlreadyTried, Due), Decide(day: -2, "14:00", leadDays: 2, Made(-2, "09:00")));
        Assert.Equal(RetryDecision.Wait(RetryWait.AlreadyTried, Due), Decide(day: -1, "09:00", leadDays: 2, Made(-2, "09:00")));
        Assert.Equal(RetryDecision.Go, Decide(day: 0, "00:00", leadDays: 2, Made(-1, "23:59")));
        Assert.Equal(RetryDecision.Go, Decide(day: 0, "14:00", leadDays: 2, Made(-1, "09:00"), Made(0, "09:00")));
        Assert.Equal(
            RetryDecision.Wait(RetryWait.DailyMaximum, Due.AddDays(1)),
            Decide(day: 0, "19:00", leadDays: 2, Made(-1, "09:00"), Made(0, "09:00"), Made(0, "14:00")));
    }

    [Fact]
    public void A_decline_that_asks_to_wait_is_heeded_and_does_not_lengthen_the_schedule()
    {
        RetryLimits until(int day) => new(Due.AddDays(day), IsStopped: false, null, null);

        Assert.Equal(RetryDecision.Wait(RetryWait.Advised, Due.AddDays(2)), Decide(day: 1, "09:00", until(2), Made(0, "09:00")));
        Assert.Equal(RetryDecision.Go, Decide(day: 2, "09:00", until(2), Made(0, "09:00")));
        Assert.Equal(RetryDecision.Wait(RetryWait.AlreadyTried, Due.AddDays(3)), Decide(day: 2, "09:00", until(2), Made(1, "09:00")));
        Assert.Equal(RetryDecision.Wait(RetryWait.Advised, Due.AddDays(40)), Decide(day: 30, "09:00", until(40), Made(20, "09:00")));
        Assert.Equal(RetryDecision.Stopped, Decide(day: 40, "09:00", until(40), Made(20, "09:00")));
    }

    [Fact]
    public void A_decline_that_stops_the_installment_stops_it() =>
        Assert.Equal(RetryDecision.Stopped, Decide(day: 1, "09:00", new RetryLimits(null, IsStopped: true, null, null), Made(0, "09:00")));

    [Theory]
    [InlineData(1, "15:00", 1, "19:00")]   // two tries were made that day, on the old one
    [InlineData(6, "15:00", 6, "19:00")]   // between two days of the schedule
    [InlineData(6, "20:00", 7, "09:00")]   // after the day's last run
    [InlineData(30, "20:00", 31, "09:00")] // after the last run of the last day
    [InlineData(90, "15:00", 95, "09:00")] // long after it
    public void A_method_that_comes_or_comes_back_opens_a_slot_at_once(int since, string at, int day, string time)
    {
        CountedAttempt[] before = [.. Schedule.Days.Where(made => made <= day).SelectMany(made => new[] { Made(made, "09:00"), Made(made, "14:00") })];

        RetryLimits limits = new(null, IsStopped: false, At(since, at), Due.AddDays(since));

        Assert.NotEqual(RetryVerdict.Go, Decide(day, time, leadDays: 0, before).Verdict);
        Assert.Equal(RetryDecision.Go, Decide(day, time, limits, before));
    }

    [Fact]
    public void The_slot_of_a_method_has_its_tries_on_one_day()
    {
        RetryLimits limits = new(null, IsStopped: false, At(90, "08:00"), Due.AddDays(90));

        Assert.Equal(RetryDecision.Go, Decide(day: 90, "14:00", limits, Made(30, "09:00"), Made(90, "09:00")));
        Assert.Equal(RetryDecision.Stopped, Decide(day: 91, "09:00", limits, Made(30, "09:00"), Made(90, "09:00")));
    }

    [Fact]
    public void A_method_that_was_there_in_time_opens_no_slot_after_the_last_day()
    {
        Assert.Equal(RetryDecision.Stopped, Decide(day: 31, "09:00", new RetryLimits(null, IsStopped: false, At(25, "08:00"), Due.AddDays(25))));
        Assert.Equal(
            RetryDecision.Wait(RetryWait.NotDue, Due),
            Decide(day: -1, "09:00", new RetryLimits(null, IsStopped: false, At(-1, "08:00"), Due.AddDays(-1))));
    }

    [Fact]
    public void A_day_has_two_attempts_four_hours_apart()
    {
        Assert.Equal(RetryDecision.Wait(RetryWait.TooSoon, Due), Decide(day: 0, "12:59:59", leadDays: 0, Made(0, "09:00")));
        Assert.Equal(RetryDecision.Go, Decide(day: 0, "13:00", leadDays: 0, Made(0, "09:00")));
        Assert.Equal(
            RetryDecision.Wait(RetryWait.DailyMaximum, Due.AddDays(1)),
            Decide(day: 0, "23:59:59", leadDays: 0, Made(0, "09:00"), Made(0, "14:00")));
    }

    [Fact]
    public void Between_two_days_of_the_schedule_it_waits_for_the_next()
    {
        Assert.Equal(RetryDecision.Wait(RetryWait.AlreadyTried, Due.AddDays(3)), Decide(day: 2, "09:00", leadDays: 0, Made(0, "09:00"), Made(1, "09:00")));
        Assert.Equal(RetryDecision.Go, Decide(day: 3, "09:00", leadDays: 0, Made(0, "09:00"), Made(1, "09:00")));
    }

    [Fact]
    public void A_day_that_was_missed_is_made_up_once()
    {
        CountedAttempt[] before = [Made(5, "09:00"), Made(5, "14:00")];

        Assert.Equal(RetryDecision.Go, Decide(day: 12, "09:00", leadDays: 0, before));
        Assert.Equal(RetryDecision.Go, Decide(day: 12, "14:00", leadDays: 0, [.. before, Made(12, "09:00")]));
        Assert.Equal(RetryDecision.Wait(RetryWait.AlreadyTried, Due.AddDays(15)), Decide(day: 13, "09:00", leadDays: 0, [.. before, Made(12, "09:00")]));
        Assert.Equal(RetryDecision.Go, Decide(day: 15, "09:00", leadDays: 0, [.. before, Made(12, "09:00")]));
    }

    [Fact]
    public void After_the_last_day_it_stops()
    {
        Assert.Equal(RetryDecision.Go, Decide(day: 30, "09:00"));
        Assert.Equal(RetryDecision.Wait(RetryWait.DailyMaximum, null), Decide(day: 30, "19:00", leadDays: 0, Made(30, "09:00"), Made(30, "14:00")));
        Assert.Equal(RetryDecision.Stopped, Decide(day: 31, "09:00"));
        Assert.Equal(RetryDecision.Stopped, Decide(day: 20_000, "09:00"));
    }

    [Fact]
    public void Attempts_around_midnight_keep_their_distance()
    {
        RetryDecision decision = Decide(day: 1, "00:30", leadDays: 0, Made(0, "23:59:59"));

        Assert.Equal(RetryDecision.Wait(RetryWait.TooSoon, Due.AddDays(1)), decision);
    }

    [Fact]
    public void A_clock_that_was_set_back_does_not_bring_an_attempt_forward() =>
        Assert.Equal(RetryDecision.Wait(RetryWait.TooSoon, Due), Decide(day: 0, "08:00", leadDays: 0, Made(0, "14:00")));

    [Fact]
    public void An_earlier_date_run_by_hand_after_a_later_one_finds_the_slot_used()
    {
        RetryDecision decision = RetryRule.Decide(Schedule, Due, Due.AddDays(3), At(5, "09:00"), [Made(4, "09:00")]);

        Assert.Equal(RetryDecision.Wait(RetryWait.AlreadyTried, Due.AddDays(5)), decision);
    }

    [Fact]
    public void A_schedule_that_begins_after_the_due_date_waits_for_its_first_day()
    {
        RetrySchedule later = new() { Days = [2, 4], MaxPerDay = 1, MinimumGap = TimeSpan.Zero };

        Assert.Equal(RetryDecision.Wait(RetryWait.NotDue, Due.AddDays(2)), RetryRule.Decide(later, Due, Due.AddDays(1), At(1, "09:00"), []));
        Assert.Equal(RetryDecision.Go, RetryRule.Decide(later, Due, Due.AddDays(2), At(2, "09:00"), []));
    }

    [Fact]
    public void Without_outages_exactly_the_days_of_the_schedule_have_two_attempts_each()
    {
        List<CountedAttempt> made = Collect(Due, leadDays: 0, runs: _ => true);

        Assert.Equal(
            Schedule.Days.SelectMany(day => new[] { Due.AddDays(day), Due.AddDays(day) }),
            made.Select(attempt => attempt.BusinessDate));
        Assert.All(made.Chunk(2), pair => Assert.Equal(TimeSpan.FromHours(5), pair[1].SentAt - pair[0].SentAt));
    }

    [Fact]
    public void Whatever_runs_are_missed_no_limit_is_passed_and_every_slot_that_was_reached_is_used() => Holds(
        from due in DateGen from lead in Gen.Choose(0, 3) from runs in ArbMap.Default.GeneratorFor<bool>().ListOf(150) select (due, lead, runs: runs.ToArray()),
        sample =>
        {
            List<CountedAttempt> made = Collect(sample.due, sample.lead, run => sample.runs[run % sample.runs.Length]);
            CountedAttempt[] early = [.. made.Where(attempt => attempt.BusinessDate < sample.due)];
            bool isEarlyOne = early.Length == (ReachedAny(sample.due.AddDays(-sample.lead), sample.due, sample.due, run => sample.runs[run % sample.runs.Length]) ? 1 : 0);
            var byDate = made.Except(early).GroupBy(attempt => attempt.BusinessDate).ToList();
            bool eachSlotOnOneDate = Schedule.Days.Select((day, slot) => (
                    from: sample.due.AddDays(day),
                    to: slot + 1 < Schedule.Days.Count ? sample.due.AddDays(Schedule.Days[slot + 1]) : sample.due.AddDays(31)))
                .All(slot => byDate.Count(date => date.Key >= slot.from && date.Key < slot.to)
                    == (ReachedAny(slot.from, slot.to, sample.due, run => sample.runs[run % sample.runs.Length]) ? 1 : 0));
            return byDate.TrueForAll(date => date.Count() <= 2)
                && made.Zip(made.Skip(1)).All(pair => pair.Second.SentAt - pair.First.SentAt >= Schedule.MinimumGap)
                && made.TrueForAll(attempt => attempt.BusinessDate >= sample.due.AddDays(-sample.lead) && attempt.BusinessDate <= sample.due.AddDays(30))
                && isEarlyOne
                && eachSlotOnOneDate;
        });

    [Fact]
    public void The_attempt_called_the_last_of_its_day_is_the_last_of_its_day() => Holds(
        from times in MinuteGen.NonEmptyListOf() from gapMinutes in Gen.Choose(0, 600) from maximum in Gen.Choose(1, 4) select (times, gapMinutes, maximum),
        sample =>
        {
            RetrySchedule schedule = new() { MaxPerDay = sample.maximum, MinimumGap = TimeSpan.FromMinutes(sample.gapMinutes) };
            DateTimeOffset[] occurrences = [.. DailySchedule.At(sample.times).OccurrencesOn(Due, Shanghai).Select(occurrence => occurrence.Instant)];
            var made = new List<CountedAttempt>();
            var calledLast = new List<bool>();
            foreach (DateTimeOffset now in occurrences)
            {
                if (RetryRule.Decide(schedule, Due, Due, now, made).Verdict == RetryVerdict.Go)
                {
                    made.Add(new CountedAttempt(Due, now));
                    calledLast.Add(RetryRule.IsLastOfDay(schedule, made.Count, now, occurrences));
                }
            }

            return calledLast[^1] && calledLast.Count(last => last) == 1;
        });

    [Fact]
    public void The_last_of_a_day_is_told_by_the_runs_that_are_still_to_come()
    {
        DateTimeOffset[] occurrences = [At(0, "09:00"), At(0, "14:00"), At(0, "19:00")];

        Assert.False(RetryRule.IsLastOfDay(Schedule, attemptsOnDay: 1, At(0, "10:00"), occurrences));
        Assert.False(RetryRule.IsLastOfDay(Schedule, attemptsOnDay: 1, At(0, "15:00"), occurrences));
        Assert.True(RetryRule.IsLastOfDay(Schedule, attemptsOnDay: 1, At(0, "15:00:01"), occurrences));
        Assert.True(RetryRule.IsLastOfDay(Schedule, attemptsOnDay: 2, At(0, "09:00"), occurrences));
        Assert.True(RetryRule.IsLastOfDay(Schedule with { MinimumGap = TimeSpan.Zero }, attemptsOnDay: 1, At(0, "19:00"), occurrences));
        Assert.True(RetryRule.IsLastOfDay(Schedule, attemptsOnDay: 1, At(0, "09:00"), []));
    }

    private static RetryDecision Decide(int day, string time, int leadDays = 0, params CountedAttempt[] made) =>
        RetryRule.Decide(Schedule, Due, Due.AddDays(day), At(day, time), made, leadDays);

    private static RetryDecision Decide(int day, string time, RetryLimits limits, params CountedAttempt[] made) =>
        RetryRule.Decide(Schedule, Due, Due.AddDays(day), At(day, time), made, leadDays: 0, limits);

    private static DateTimeOffset At(int day, string time) => Shanghai.InstantOf(Due.AddDays(day), Time(time));

    private static CountedAttempt Made(int day, string time) => new(Due.AddDays(day), At(day, time));

    /// <summary>Walks the runs from ten days before the due date to forty after it; an attempt is made whenever the rule lets one through.</summary>
    private static List<CountedAttempt> Collect(DateOnly due, int leadDays, Func<int, bool> runs)
    {
        var made = new List<CountedAttempt>();
        foreach ((DateOnly date, DateTimeOffset now, int run) in Runs(due))
        {
            if (runs(run) && RetryRule.Decide(Schedule, due, date, now, made, leadDays).Verdict == RetryVerdict.Go)
            {
                made.Add(new CountedAttempt(date, now));
            }
        }

        return made;
    }

    private static bool ReachedAny(DateOnly from, DateOnly to, DateOnly due, Func<int, bool> runs) =>
        Runs(due).Any(occurrence => occurrence.Date >= from && occurrence.Date < to && runs(occurrence.Run));

    private static IEnumerable<(DateOnly Date, DateTimeOffset Now, int Run)> Runs(DateOnly due) =>
        Enumerable.Range(-10, 51)
            .SelectMany(day => Times.OccurrencesOn(due.AddDays(day), Shanghai))
            .Select((occurrence, run) => (occurrence.LocalDate, occurrence.Instant, run));
}

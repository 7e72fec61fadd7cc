using Worker.Servicing.Calendar;
using Worker.Servicing.Channels;
using Worker.Servicing.Debits;
using Worker.Servicing.Ledger;
using Worker.Servicing.Ledger.LateFees;
using Worker.Servicing.Messages;
using Worker.Servicing.Reminders;
using Worker.Simulation.Generation;

namespace Worker.Simulation.Execution;

/// <summary>What a story says of rules, in the worker's own settings.</summary>
internal static class StorySettings
{
    public static WorldSettings Of(Story story) => new()
    {
        Zone = ZoneOf(story.Zone),
        Order = AllocationOrder.TryParse(string.Join(",", story.Rules.AllocationOrder), out AllocationOrder? order)
            ? order
            : throw new ArgumentException("No such order of allocation.", nameof(story)),
        Policies = new LateFeePolicies(story.Rules.FeePolicies
            .GroupBy(policy => policy.Product, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, IReadOnlyList<LateFeePolicy> (group) => [.. group.Select(Policy)], StringComparer.Ordinal)),
        AutoDebit = new AutoDebitSettings
        {
            Retries = new RetrySchedule
            {
                Days = story.Rules.RetryDays,
                MaxPerDay = story.Rules.AttemptsPerDay,
                MinimumGap = TimeSpan.FromHours(story.Rules.HoursBetweenAttempts),
            },
            LeadDays = story.Rules.LeadDays,
            IncludeLateFees = story.Rules.IncludeLateFees,
            MaxRunAmount = story.Rules.MaximumRunAmount is long most ? EveryCurrency(most) : new Dictionary<string, long>(StringComparer.Ordinal),
        },
        Reminders = new ReminderSettings
        {
            DueSoonDays = story.Rules.DueSoonDays,
            OverdueDays = story.Rules.OverdueDays,
            StaleAfterDays = story.Rules.StaleAfterDays,
        },
        Outbox = new OutboxSettings { StaleAfterDays = story.Rules.StaleAfterDays, MaxTries = story.Rules.MailTries },
        Channel = channel => Channel(channel, story.Rules.Channels.First(one => one.Name == channel.Name)),
        FakesMachineClock = true,
    };

    /// <summary>The channels by name, for those who ask for no more than their names.</summary>
    public static ChannelDirectory Directory(Story story) => new(
    [
        .. story.Rules.Channels.Select(channel => Channel(
            new ChannelSettings { Name = channel.Name, BaseUrl = new Uri("http://127.0.0.1/"), Secret = "none" }, channel)),
    ]);

    public static BusinessCalendar Calendar(Story story) => new(
    [
        new HolidayYear(
            2026,
            [
                .. story.Rules.Holidays.Select(day => new HolidayDay("holiday", day, IsOffDay: true)),
                .. story.Rules.WorkedWeekendDays.Select(day => new HolidayDay("exchange", day, IsOffDay: false)),
            ]),
    ]);

    public static DueDateRoll Roll(Story story) => DueDateRolls.TryParse(story.Rules.Roll, out DueDateRoll roll)
        ? roll
        : throw new ArgumentException("No such roll.", nameof(story));

    private static BusinessZone ZoneOf(string id) => new(TimeZoneInfo.FindSystemTimeZoneById(id));

    private static LateFeePolicy Policy(StoryFeePolicy policy) => new()
    {
        From = policy.From,
        GraceDays = policy.GraceDays,
        Flat = policy.Flat == 0 ? new Dictionary<string, long>(StringComparer.Ordinal) : EveryCurrency(policy.Flat),
        DailyRate = policy.DailyRate,
        CapPercent = policy.CapPercent,
        AnnualCap = policy.AnnualCap,
        AccrueFrom = policy.AccruesFromGraceEnd ? AccrueFrom.GraceEnd : AccrueFrom.DueDate,
    };

    private static ChannelSettings Channel(ChannelSettings channel, StoryChannel story) => channel with
    {
        MaxInFlight = 1,
        Timeout = TimeSpan.FromSeconds(30),
        Finality = TimeSpan.FromMinutes(story.FinalityMinutes),
        DemandsNotice = story.Notice != StoryNotice.Nobody,
        NoticeBy = story.Notice == StoryNotice.Channel ? NoticeBy.Channel : NoticeBy.Customer,
        Parts = story.Parts,
        Budgets = [.. story.Budgets.Select(budget => new AttemptBudget(budget.Attempts, TimeSpan.FromHours(budget.Hours)))],
        Window = new ChannelWindow
        {
            OpensAt = story.Opens,
            ClosesAt = story.Closes,
            Zone = TimeZoneInfo.FindSystemTimeZoneById(story.Zone),
            MaxDaysBeforeDue = story.DaysBeforeDue,
            MaxAmount = story.MaximumAmount is long most ? EveryCurrency(most) : new Dictionary<string, long>(StringComparer.Ordinal),
        },
    };

    private static Dictionary<string, long> EveryCurrency(long amount) =>
        new(StringComparer.Ordinal) { ["CNY"] = amount, ["USD"] = amount, ["JPY"] = amount };
}

using Worker.Simulation.Generation;

namespace Worker.Simulation.Oracles;

/// <summary>Where a due date goes that falls on a day off.</summary>
internal static class ExpectedDueDate
{
    public static DateOnly Roll(StoryRules rules, DateOnly due)
    {
        DateOnly later = due;
        DateOnly earlier = due;
        while (!IsWorked(rules, later))
        {
            later = later.AddDays(1);
        }

        while (!IsWorked(rules, earlier))
        {
            earlier = earlier.AddDays(-1);
        }

        return rules.Roll switch
        {
            "following" => later,
            "preceding" => earlier,
            "modifiedFollowing" => later.Month == due.Month ? later : earlier,
            _ => due,
        };
    }

    private static bool IsWorked(StoryRules rules, DateOnly day) =>
        day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? rules.WorkedWeekendDays.Contains(day) : !rules.Holidays.Contains(day);
}

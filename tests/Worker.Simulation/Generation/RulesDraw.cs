namespace Worker.Simulation.Generation;

/// <summary>Draws what is configured.</summary>
internal sealed class RulesDraw(Draws draws, DateOnly from, string zone)
{
    private static readonly string[][] Orders =
    [
        ["fees", "interest", "principal"],
        ["fees", "interest", "principal"],
        ["principal", "interest", "fees"],
        ["interest", "principal", "fees"],
        ["interest", "fees", "principal"],
    ];

    public StoryRules Draw()
    {
        bool isPlain = draws.Chance(0.25);
        var rules = new StoryRules
        {
            FeePolicies = isPlain ? [Policy("default", DateOnly.MinValue, isPlain: true)] : Policies(),
            Channels = [Channel("sandbox", isPlain), Channel("card", isPlain)],
        };
        return isPlain
            ? rules
            : rules with
            {
                AllocationOrder = draws.OneOf(Orders),
                RetryDays = draws.OneOf<int[]>([[0, 1, 3, 5, 10, 15, 20, 30], [0, 1, 2, 3], [0, 3, 7], [1, 2, 6], [0, 1, 3, 5, 10, 15, 20, 30]]),
                AttemptsPerDay = draws.Between(1, 3),
                HoursBetweenAttempts = draws.OneOf<int>([4, 4, 5, 6, 3]),
                LeadDays = draws.OneOf<int>([0, 0, 0, 1, 2]),
                IncludeLateFees = draws.Chance(0.85),
                MaximumRunAmount = draws.Chance(0.1) ? draws.Between(300, 1500) * 100L : null,
                Roll = draws.OneOf<string>(["none", "following", "modifiedFollowing", "preceding"]),
                Holidays = Days(from, 4, weekend: false),
                WorkedWeekendDays = Days(from, 2, weekend: true),
                DueSoonDays = draws.OneOf<int[]>([[3, 1], [3, 1], [2], [5, 2, 0]]),
                OverdueDays = draws.OneOf<int[]>([[1, 3, 7, 15, 30], [1, 2, 4, 8], [2, 5]]),
                StaleAfterDays = draws.Between(0, 3),
                MailTries = draws.OneOf<int>([1, 2, 12]),
            };
    }

    private List<StoryFeePolicy> Policies()
    {
        var policies = new List<StoryFeePolicy> { Policy("default", DateOnly.MinValue, isPlain: false) };
        if (draws.Chance(0.5))
        {
            policies.Add(Policy("default", from.AddDays(draws.Between(0, 6)), isPlain: false));
        }

        if (draws.Chance(0.5))
        {
            policies.Add(Policy("cash", from.AddDays(draws.Between(-20, 6)), isPlain: false));
        }

        return policies;
    }

    private StoryFeePolicy Policy(string product, DateOnly since, bool isPlain) => isPlain
        ? new StoryFeePolicy(product, since, 3, 0, 0.0005m, 1.0m, 0.24m, AccruesFromGraceEnd: false)
        : new StoryFeePolicy(
            product,
            since,
            draws.OneOf<int>([0, 1, 2, 3, 3, 5]),
            draws.OneOf<long>([0, 0, 500, 1999]),
            draws.OneOf<decimal>([0.0005m, 0.001m, 0.01m, 0m]),
            draws.OneOf<decimal>([1.0m, 0.05m, 0.3m, 0m]),
            draws.OneOf<decimal>([0.24m, 0.36m, 4m, 0.24m]),
            draws.Chance(0.35));

    private StoryChannel Channel(string name, bool isPlain) => isPlain
        ? new StoryChannel(name, null, null, zone, 0, null, Parts: false, [], StoryNotice.Nobody, 10)
        : new StoryChannel(
            name,
            draws.Chance(0.3) ? new TimeOnly(draws.OneOf<int>([7, 10, 13]), 0) : null,
            draws.Chance(0.3) ? new TimeOnly(draws.OneOf<int>([15, 19, 22]), draws.OneOf<int>([0, 0, 1])) : null,
            draws.Chance(0.7) ? zone : "Europe/Berlin",
            draws.Between(0, 2),
            draws.Chance(0.3) ? draws.Between(60, 600) * 100L : null,
            draws.Chance(0.7),
            draws.Chance(0.4) ? [new StoryBudget(draws.Between(1, 4), draws.OneOf<int>([5, 24, 48])), new StoryBudget(draws.Between(3, 8), 240)] : [],
            draws.OneOf<StoryNotice>([StoryNotice.Nobody, StoryNotice.Nobody, StoryNotice.Nobody, StoryNotice.Customer, StoryNotice.Channel]),
            draws.OneOf<int>([10, 10, 90]));

    private List<DateOnly> Days(DateOnly first, int most, bool weekend)
    {
        var days = new SortedSet<DateOnly>();
        for (int count = draws.Between(0, most); count > 0; count--)
        {
            DateOnly day = first.AddDays(draws.Between(-5, 25));
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday == weekend)
            {
                days.Add(day);
            }
        }

        return [.. days];
    }
}

namespace Worker.Simulation.Generation;

/// <summary>SeededRandom what is configured.</summary>
internal sealed class RuleGenerator(SeededRandom random, DateOnly from, string zone)
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
        bool isPlain = random.Chance(0.25);
        var rules = new StoryRules
        {
            FeePolicies = isPlain ? [Policy("default", DateOnly.MinValue, isPlain: true)] : Policies(),
            Channels = [Channel("sandbox", isPlain), Channel("card", isPlain)],
        };
        return isPlain
            ? rules
            : rules with
            {
                AllocationOrder = random.OneOf(Orders),
                RetryDays = random.OneOf<int[]>([[0, 1, 3, 5, 10, 15, 20, 30], [0, 1, 2, 3], [0, 3, 7], [1, 2, 6], [0, 1, 3, 5, 10, 15, 20, 30]]),
                AttemptsPerDay = random.Between(1, 3),
                HoursBetweenAttempts = random.OneOf<int>([4, 4, 5, 6, 3]),
                LeadDays = random.OneOf<int>([0, 0, 0, 1, 2]),
                IncludeLateFees = random.Chance(0.85),
                MaximumRunAmount = random.Chance(0.1) ? random.Between(300, 1500) * 100L : null,
                Roll = random.OneOf<string>(["none", "following", "modifiedFollowing", "preceding"]),
                Holidays = Days(from, 4, weekend: false),
                WorkedWeekendDays = Days(from, 2, weekend: true),
                DueSoonDays = random.OneOf<int[]>([[3, 1], [3, 1], [2], [5, 2, 0]]),
                OverdueDays = random.OneOf<int[]>([[1, 3, 7, 15, 30], [1, 2, 4, 8], [2, 5]]),
                StaleAfterDays = random.Between(0, 3),
                MailTries = random.OneOf<int>([1, 2, 12]),
            };
    }

    private List<StoryFeePolicy> Policies()
    {
        var policies = new List<StoryFeePolicy> { Policy("default", DateOnly.MinValue, isPlain: false) };
        if (random.Chance(0.5))
        {
            policies.Add(Policy("default", from.AddDays(random.Between(0, 6)), isPlain: false));
        }

        if (random.Chance(0.5))
        {
            policies.Add(Policy("cash", from.AddDays(random.Between(-20, 6)), isPlain: false));
        }

        return policies;
    }

    private StoryFeePolicy Policy(string product, DateOnly since, bool isPlain) => isPlain
        ? new StoryFeePolicy(product, since, 3, 0, 0.0005m, 1.0m, 0.24m, AccruesFromGraceEnd: false)
        : new StoryFeePolicy(
            product,
            since,
            random.OneOf<int>([0, 1, 2, 3, 3, 5]),
            random.OneOf<long>([0, 0, 500, 1999]),
            random.OneOf<decimal>([0.0005m, 0.001m, 0.01m, 0m]),
            random.OneOf<decimal>([1.0m, 0.05m, 0.3m, 0m]),
            random.OneOf<decimal>([0.24m, 0.36m, 4m, 0.24m]),
            random.Chance(0.35));

    private StoryChannel Channel(string name, bool isPlain) => isPlain
        ? new StoryChannel(name, null, null, zone, 0, null, Parts: false, [], StoryNotice.Nobody, 10)
        : new StoryChannel(
            name,
            random.Chance(0.3) ? new TimeOnly(random.OneOf<int>([7, 10, 13]), 0) : null,
            random.Chance(0.3) ? new TimeOnly(random.OneOf<int>([15, 19, 22]), random.OneOf<int>([0, 0, 1])) : null,
            random.Chance(0.7) ? zone : "Europe/Berlin",
            random.Between(0, 2),
            random.Chance(0.3) ? random.Between(60, 600) * 100L : null,
            random.Chance(0.7),
            random.Chance(0.4) ? [new StoryBudget(random.Between(1, 4), random.OneOf<int>([5, 24, 48])), new StoryBudget(random.Between(3, 8), 240)] : [],
            random.OneOf<StoryNotice>([StoryNotice.Nobody, StoryNotice.Nobody, StoryNotice.Nobody, StoryNotice.Customer, StoryNotice.Channel]),
            random.OneOf<int>([10, 10, 90]));

    private List<DateOnly> Days(DateOnly first, int most, bool weekend)
    {
        var days = new SortedSet<DateOnly>();
        for (int count = random.Between(0, most); count > 0; count--)
        {
            DateOnly day = first.AddDays(random.Between(-5, 25));
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday == weekend)
            {
                days.Add(day);
            }
        }

        return [.. days];
    }
}

namespace Worker.Simulation.Generation;

/// <summary>SeededRandom a story from a seed. One source of randomness, whose numbers are the same on every machine.</summary>
public sealed class StoryGenerator
{
    /// <summary>Zones with what days do to clocks: a week before it happens, the story may begin.</summary>
    private static readonly (string Zone, DateOnly Change)[] Zones =
    [
        ("Asia/Shanghai", new DateOnly(2026, 11, 20)),
        ("Asia/Shanghai", new DateOnly(2026, 2, 12)),
        ("Europe/Berlin", new DateOnly(2026, 10, 25)),
        ("Europe/Berlin", new DateOnly(2026, 3, 29)),
        ("America/New_York", new DateOnly(2026, 3, 8)),
        ("America/New_York", new DateOnly(2026, 11, 1)),
        ("America/Havana", new DateOnly(2026, 3, 8)),
        ("America/Havana", new DateOnly(2026, 11, 1)),
        ("Australia/Lord_Howe", new DateOnly(2026, 4, 5)),
        ("Africa/Cairo", new DateOnly(2026, 4, 24)),
    ];

    private readonly int seed;
    private readonly SeededRandom random;

    private StoryGenerator(int seed)
    {
        this.seed = seed;
        random = new SeededRandom(seed);
    }

    /// <summary>The story of a seed.</summary>
    public static Story Draw(int seed) => new StoryGenerator(seed).Draw();

    private Story Draw()
    {
        (string zone, DateOnly change) = random.Chance(0.5) ? Zones[0] : random.OneOf(Zones);
        DateOnly from = change.AddDays(-random.Between(2, 9));
        int days = random.Between(7, 16);
        StoryRules rules = new RuleGenerator(random, from, zone).Draw();
        List<StoryCustomer> customers = new BookGenerator(random, from, days, rules).Draw();
        (string Plan, string Customer, StoryInstallment Part)[] parts =
        [
            .. customers.SelectMany(customer => customer.Plans.SelectMany(
                plan => plan.Installments.Select(part => (plan.Reference, customer.Reference, part)))),
        ];
        var prepayments = new List<StoryPayment>();
        foreach ((string plan, _, StoryInstallment part) in parts)
        {
            if (random.Chance(0.08))
            {
                prepayments.Add(new StoryPayment(
                    $"Q{prepayments.Count + 1}", plan, part.Number, Share(part, random.Between(10, 130)), from.AddDays(-random.Between(0, 12))));
            }
        }

        var story = new Story(seed, from, days, zone, rules, customers, prepayments, []);
        return story with { Events = new EventGenerator(random, story).Draw() };
    }

    /// <summary>A part of what is scheduled, or more than all, at least one unit.</summary>
    internal static long Share(StoryInstallment part, int percent) => Math.Max(1, (part.Principal + part.Interest) * percent / 100);
}

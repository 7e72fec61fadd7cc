namespace Worker.Simulation.Generation;

/// <summary>SeededRandom customers with their methods and plans.</summary>
internal sealed class BookGenerator(SeededRandom random, DateOnly from, int days, StoryRules rules)
{
    private static readonly string[] CustomerZones = ["Asia/Shanghai", "Asia/Shanghai", "Europe/Berlin", "America/New_York", "America/Havana", "Asia/Kolkata"];

    /// <summary>A day on which many plans begin to be due, so that a run sends many orders.</summary>
    private readonly DateOnly commonDue = from.AddDays(random.Between(-3, 4));

    private int methods;
    private int plans;

    public List<StoryCustomer> Draw()
    {
        var customers = new List<StoryCustomer>();
        for (int number = random.Between(3, 6); number > 0; number--)
        {
            customers.Add(Customer($"C{customers.Count + 1}"));
        }

        return customers;
    }

    private StoryCustomer Customer(string reference)
    {
        var bound = new List<StoryMethod>();
        bool isNewestFirst = random.Chance(0.5);
        for (int count = random.OneOf<int>([0, 1, 1, 1, 2, 2, 3]); count > 0; count--)
        {
            // No two methods of a customer have the same priority: which one then goes first is for nobody to say.
            int priority = isNewestFirst ? count : bound.Count + 1;
            bound.Add(new StoryMethod($"M{++methods}", random.OneOf(rules.Channels).Name, Token(), priority));
        }

        var held = new List<StoryPlan>();
        for (int count = random.OneOf<int>([1, 1, 2]); count > 0; count--)
        {
            held.Add(Plan(bound));
        }

        return new StoryCustomer(reference, random.Chance(0.5) ? "zh-CN" : "en", random.OneOf(CustomerZones), bound, held);
    }

    private string Token() => random.Between(0, 12) switch
    {
        0 => "nsf",
        1 or 2 => $"nsf-until:{from.AddDays(random.Between(0, days)):yyyy-MM-dd}",
        3 => "closed",
        4 => "revoked",
        5 => $"pending:{random.OneOf<int>([60, 900, 7200, 100_000, 250_000])}",
        6 => $"pending:{random.OneOf<int>([30, 20_000])}+nsf",
        7 => "pending:3600+closed",
        9 => random.OneOf<string>(["notice-refused", "ok"]),
        8 => random.OneOf<string>(["partial:60", "partial:1", "partial:100", "pending:900+partial:30"]),
        _ => "ok",
    };

    private StoryPlan Plan(List<StoryMethod> bound)
    {
        string currency = random.OneOf<string>(["CNY", "CNY", "CNY", "USD", "JPY"]);
        DateOnly due = random.Chance(0.65) ? commonDue : from.AddDays(random.Between(-9, 8));
        int step = random.OneOf<int>([1, 3, 7, 7, 14]);
        var parts = new List<StoryInstallment>();
        for (int count = random.Between(1, 4); count > 0; count--)
        {
            parts.Add(new StoryInstallment(
                parts.Count + 1, due, random.Between(1, 40_000), random.Chance(0.2) ? 0 : random.Between(0, 5_000)));
            due = due.AddDays(step);
        }

        return new StoryPlan(
            $"P{++plans}",
            random.OneOf<string>(["phone", "cash"]),
            currency,
            random.Chance(0.9),
            bound.Count > 0 && random.Chance(0.4) ? random.OneOf(bound).Reference : null,
            parts);
    }
}

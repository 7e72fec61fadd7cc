using Worker.Simulation.Execution;
using Worker.Simulation.Generation;

namespace Worker.Simulation.Oracles;

/// <summary>An installment, as the oracle keeps it.</summary>
internal sealed record Part(string Name, StoryCustomer Customer, StoryPlan Plan, StoryInstallment Terms, DateOnly DueOn, StoryFeePolicy Policy)
{
    public long Scheduled => Terms.Principal + Terms.Interest;

    public string Status { get; set; } = "scheduled";
}

/// <summary>A hold that an operator placed.</summary>
internal sealed record Held(bool IsPlan, string Reference, DateOnly? Until);

/// <summary>
/// What the oracle knows: the story's book, and whatever was found to be right since. What people did it has from the
/// story, not from the worker.
/// </summary>
internal sealed class OracleMemory
{
    private readonly Dictionary<string, (int Entries, PlanReckoning Account)> reckoned = new(StringComparer.Ordinal);

    public OracleMemory(Story story, OracleClock clock)
    {
        Story = story;
        Clock = clock;
        foreach (StoryCustomer customer in story.Customers)
        {
            foreach (StoryPlan plan in customer.Plans)
            {
                foreach (StoryInstallment terms in plan.Installments)
                {
                    DateOnly dueOn = ExpectedDueDate.Roll(story.Rules, terms.DueOn);
                    string name = $"{plan.Reference}-{terms.Number}";
                    Parts.Add(name, new Part(name, customer, plan, terms, dueOn, ExpectedFee.PolicyOf(story.Rules, plan.Product, dueOn)));
                }
            }

            foreach (StoryMethod method in customer.Methods)
            {
                Methods.Add(method.Reference, method);
                Active.Add(method.Reference);
            }
        }
    }

    public Story Story { get; }

    public OracleClock Clock { get; }

    public List<string> Findings { get; } = [];

    public Dictionary<string, Part> Parts { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, StoryMethod> Methods { get; } = new(StringComparer.Ordinal);

    /// <summary>Methods that may be debited.</summary>
    public HashSet<string> Active { get; } = new(StringComparer.Ordinal);

    public List<EntryFact> Entries { get; } = [];

    /// <summary>Payments and waivers without a debit that nobody was written to about yet, with the day they were booked on.</summary>
    public Dictionary<long, DateOnly> Untold { get; } = [];

    public Dictionary<string, AttemptFact> Attempts { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, DoubtFact> Doubts { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, MessageFact> Messages { get; } = new(StringComparer.Ordinal);

    /// <summary>What was announced before debits, by its number.</summary>
    public Dictionary<string, NoticeFact> Notices { get; } = new(StringComparer.Ordinal);

    /// <summary>When the mail server took messages, by their keys.</summary>
    public Dictionary<string, DateTimeOffset> SentAt { get; } = new(StringComparer.Ordinal);

    /// <summary>When channels accepted notices, by their numbers.</summary>
    public Dictionary<string, DateTimeOffset> AcceptedAt { get; } = new(StringComparer.Ordinal);

    /// <summary>What attempts left to further parts in the same run, by order number.</summary>
    public Dictionary<string, long> Rests { get; } = new(StringComparer.Ordinal);

    public List<Held> Holds { get; } = [];

    public bool AreDebitsOff { get; set; }

    public HashSet<string> ChannelsOff { get; } = new(StringComparer.Ordinal);

    public HashSet<string> CourtesyOff { get; } = new(StringComparer.Ordinal);

    public HashSet<string> BadAddresses { get; } = new(StringComparer.Ordinal);

    /// <summary>The business dates that each job has finished.</summary>
    public Dictionary<string, SortedSet<DateOnly>> Finished { get; } = new(StringComparer.Ordinal);

    public void Say(string finding) => Findings.Add(finding);

    /// <summary>The plan's account as its ledger stands; reckoned once for each state of the ledger, which only grows.</summary>
    public PlanReckoning Reckon(string plan)
    {
        if (!reckoned.TryGetValue(plan, out (int Entries, PlanReckoning Account) known) || known.Entries != Entries.Count)
        {
            reckoned[plan] = known = (Entries.Count, new PlanReckoning(this, plan));
        }

        return known.Account;
    }

    public PlanReckoning Reckon(Part part) => Reckon(part.Plan.Reference);

    public bool IsHeld(Part part, DateOnly businessDate) => Holds.Exists(hold =>
        hold.Reference == (hold.IsPlan ? part.Plan.Reference : part.Customer.Reference) && (hold.Until is null || hold.Until >= businessDate));

    public IEnumerable<Part> PartsOf(string plan) => Parts.Values.Where(part => part.Plan.Reference == plan);

    /// <summary>Whether it was a part that succeeded, with more to follow: its series goes on, and has not been an attempt yet.</summary>
    public bool GoesOn(AttemptFact attempt) => attempt.State == "succeeded" && Rests.GetValueOrDefault(attempt.OrderNo) > 0;

    /// <summary>Whether the schedule counts it.</summary>
    public bool Counts(AttemptFact attempt) => attempt.State != "withdrawn" && !attempt.IsHardDecline && !GoesOn(attempt);

    public IEnumerable<AttemptFact> AttemptsOn(Part part) => Attempts.Values.Where(attempt => attempt.Installment == part.Name);

    public StoryChannel ChannelOf(string method) => Story.Rules.Channels.First(channel => channel.Name == Methods[method].Channel);

    public DateOnly? NewestOf(string job) => Finished.TryGetValue(job, out SortedSet<DateOnly>? dates) && dates.Count > 0 ? dates.Max : null;

    /// <summary>
    /// The method that would be debited: the designated one and no other, unless others may stand in; by priority where none
    /// is designated.
    /// </summary>
    public string? Choose(Part part, Func<string, bool> isActive) =>
        part.Plan.Method is string designated && (isActive(designated) || !part.Plan.Fallback)
            ? isActive(designated) ? designated : null
            : part.Customer.Methods.Where(method => isActive(method.Reference)).MinBy(method => method.Priority)?.Reference;
}

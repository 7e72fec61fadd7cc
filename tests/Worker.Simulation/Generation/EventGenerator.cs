using Worker.Servicing.Jobs;

namespace Worker.Simulation.Generation;

/// <summary>SeededRandom what happens. A quarter of the stories is undisturbed, so that everything in them can be told beforehand.</summary>
internal sealed class EventGenerator(SeededRandom random, Story story)
{
    private static readonly TimeOnly[] Times =
    [
        new(0, 30), new(0, 45), new(8, 30), new(9, 0), new(9, 0), new(14, 0), new(14, 0), new(19, 0), new(19, 0), new(9, 15), new(19, 15), new(20, 0),
    ];

    private static readonly TimeOnly[] DebitTimes = [new(9, 0), new(9, 0), new(14, 0), new(19, 0)];

    private readonly (StoryCustomer Customer, StoryPlan Plan, StoryInstallment Part)[] parts =
    [
        .. story.Customers.SelectMany(customer => customer.Plans.SelectMany(plan => plan.Installments.Select(part => (customer, plan, part)))),
    ];

    private int payments;

    public List<StoryEvent> Draw()
    {
        var events = new List<StoryEvent>();
        bool hasActions = random.Chance(0.75);
        bool hasFaults = random.Chance(0.65);
        bool hasMeanwhiles = (hasActions || hasFaults) && random.Chance(0.8);
        for (int day = 0; day < story.Days; day++)
        {
            if (hasActions && random.Chance(0.6))
            {
                events.Add(Action(day));
            }

            if (hasActions && random.Chance(0.3))
            {
                events.Add(Action(day));
            }

            bool isBusy = parts.Count(part => part.Part.DueOn == story.DayAt(day)) > 1;
            if (hasMeanwhiles && random.Chance(isBusy ? 0.9 : 0.25))
            {
                AddMeanwhile(events, day, isBusy);
            }

            for (int count = hasFaults ? random.Between(0, 2) : 0; count > 0; count--)
            {
                events.Add(Fault(day));
            }
        }

        return events;
    }

    private StoryAction Action(int day)
    {
        int hour = random.OneOf<int>([8, 12, 17]);
        (StoryCustomer customer, StoryPlan plan, StoryInstallment part) = random.OneOf(parts);
        bool isPlan = random.Chance(0.5);
        string subject = isPlan ? plan.Reference : customer.Reference;
        return random.Between(0, 15) switch
        {
            0 or 1 => new Hold(day, hour, isPlan, subject, random.Chance(0.6) ? story.DayAt(day + random.Between(0, 5)) : null),
            2 or 3 => new Release(day, hour, isPlan, subject),
            4 => new Switch(day, hour, random.Chance(0.6) ? random.OneOf(story.Rules.Channels).Name : null, On: false),
            5 or 6 => new Switch(day, hour, random.Chance(0.6) ? random.OneOf(story.Rules.Channels).Name : null, On: true),
            7 => new CourtesyMail(day, hour, customer.Reference, random.Chance(0.4)),
            8 or 9 => new Waive(day, hour, plan.Reference, part.Number, random.Chance(0.6) ? null : random.Between(1, 300)),
            10 or 11 or 12 => new ImportPayments(day, hour, [Payment(day, plan, part)]),
            13 when customer.Methods.Count > 0 => new SuspendMethod(day, hour, random.OneOf(customer.Methods).Reference),
            _ => new Retrigger(day, hour, random.OneOf(JobList.All).Name, random.OneOf<int>([0, 0, 0, 1, 2, 4])),
        };
    }

    private StoryEvent Fault(int day)
    {
        (StoryCustomer customer, StoryPlan plan, StoryInstallment part) = random.OneOf(parts);
        return random.Between(0, 20) switch
        {
            0 => Outage(day),
            1 or 2 or 3 => new ProcessCrash(day, random.OneOf(Times), random.Between(1, 32), random.Chance(0.5)),
            4 or 5 => new DatabaseFault(day, random.OneOf(Times), random.Between(1, 24)),
            6 or 7 or 8 => new MailFault(day, customer.Reference, (MailFaultKind)random.Between(1, 4)),
            9 => new GatewayFault(day, $"{plan.Reference}-{part.Number}", GatewayFaultKind.DeafToQuestions),
            10 or 11 => new NoticeFault(day, random.Chance(0.5)),
            _ => new GatewayFault(
                Math.Max(0, part.DueOn.AddDays(random.Between(-1, 3)).DayNumber - story.From.DayNumber),
                $"{plan.Reference}-{part.Number}",
                (GatewayFaultKind)random.Between(1, 7)),
        };
    }

    /// <summary>
    /// Another process acts in the middle of auto-debit: mostly from when it has read what debits are decided on until it opens them, else
    /// while they are sent. What turns debits off is undone before long, so that there is more to come.
    /// </summary>
    /// <param name="isBusy">Several installments are due on that day: the first run sends their orders.</param>
    private void AddMeanwhile(List<StoryEvent> events, int day, bool isBusy)
    {
        StoryAction action = random.Between(0, 9) switch
        {
            0 or 1 or 2 => new Switch(day, 0, null, On: false),
            3 => new Switch(day, 0, random.OneOf(story.Rules.Channels).Name, On: false),
            4 or 5 or 6 => new ImportPayments(day, 0, [.. parts.Where(_ => random.Chance(0.6)).Select(one => Payment(day, one.Plan, one.Part))]),
            _ => Action(day),
        };
        if (action is Retrigger or ImportPayments { Payments.Count: 0 })
        {
            return;
        }

        bool isOrder = random.Chance(0.5);
        int call = isOrder ? random.OneOf<int>([1, 1, 1, 2]) : random.Chance(0.8) ? random.Between(9, 13) : random.Between(6, 28);
        events.Add(new Meanwhile(day, isBusy && random.Chance(0.7) ? DebitTimes[0] : random.OneOf(DebitTimes), call, isOrder, action));
        if (action is Switch { On: false } turn && random.Chance(0.8))
        {
            events.Add(turn with { Day = day + 1, Hour = 8, On = true });
        }
    }

    private StoryPayment Payment(int day, StoryPlan plan, StoryInstallment part) => new(
        $"R{++payments}",
        plan.Reference,
        part.Number,
        StoryGenerator.Share(part, random.OneOf<int>([5, 30, 50, 100, 100, 160])),
        story.DayAt(day).AddDays(-random.OneOf<int>([0, 0, 1, 3, 8])));

    private Outage Outage(int day)
    {
        int hour = random.OneOf<int>([0, 6, 10, 15]);
        int days = random.OneOf<int>([0, 1, 2, 6]);
        return new Outage(day, hour, day + days, days == 0 ? random.Between(hour + 3, 23) : random.OneOf<int>([1, 7, 11, 21]));
    }
}

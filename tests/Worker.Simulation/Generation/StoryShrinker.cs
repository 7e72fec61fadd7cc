using Worker.Simulation.Execution;

namespace Worker.Simulation.Generation;

/// <summary>Cuts a story that fails as short as it can while it still fails.</summary>
public static class StoryShrinker
{
    /// <summary>Plays it; a worker that breaks the play itself is a finding too.</summary>
    public static async Task<Outcome> PlayAsync(Story story)
    {
        try
        {
            return await StoryPlayer.PlayAsync(story);
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            return new Outcome([$"the play broke off: {broken}"]);
        }
    }

    /// <summary>Shrinks a story.</summary>
    /// <param name="story">A story that fails.</param>
    /// <param name="findings">What was wrong in it.</param>
    /// <param name="play">Plays a story.</param>
    /// <returns>The shortest story that was found, and what is wrong in it.</returns>
    public static async Task<(Story Story, IReadOnlyList<string> Findings)> ShrinkAsync(
        Story story, IReadOnlyList<string> findings, Func<Story, Task<Outcome>> play)
    {
        bool isShorter = true;
        while (isShorter)
        {
            isShorter = false;
            foreach (Func<Story, Story?> cut in Cuts(story))
            {
                if (cut(story) is Story shorter && (await play(shorter)).Findings is { Count: > 0 } still)
                {
                    (story, findings, isShorter) = (shorter, still, true);
                }
            }
        }

        return (story, findings);
    }

    /// <summary>Ways to make it shorter, the boldest first. Each is null when, by then, there is nothing left to cut.</summary>
    private static IEnumerable<Func<Story, Story?>> Cuts(Story story)
    {
        yield return one => one.Events.Count > 1 ? one with { Events = [] } : null;
        yield return one => one.Days > 2 ? one with { Days = one.Days / 2 } : null;
        yield return one => one.Days > 1 ? one with { Days = one.Days - 1 } : null;
        foreach (StoryCustomer customer in story.Customers)
        {
            yield return one => one.Customers.Count > 1 && one.Customers.Contains(customer) ? WithoutCustomer(one, customer) : null;
        }

        for (int size = story.Events.Count / 2; size > 0; size /= 2)
        {
            foreach (StoryEvent[] events in story.Events.Chunk(size))
            {
                yield return one => one.Events.Any(events.Contains) ? one with { Events = [.. one.Events.Except(events)] } : null;
            }
        }

        foreach (StoryPlan plan in story.Customers.SelectMany(customer => customer.Plans))
        {
            yield return one => WithoutPlan(one, plan.Reference);
            yield return one => WithoutLastInstallment(one, plan.Reference);
        }

        foreach (StoryMethod method in story.Customers.SelectMany(customer => customer.Methods))
        {
            yield return one => WithoutMethod(one, method.Reference);
        }

        foreach (StoryPayment payment in story.Prepayments)
        {
            yield return one => one.Prepayments.Contains(payment) ? one with { Prepayments = [.. one.Prepayments.Where(other => other != payment)] } : null;
        }
    }

    private static Story WithoutCustomer(Story story, StoryCustomer customer)
    {
        Story shorter = story with { Customers = [.. story.Customers.Where(one => one != customer)] };
        return Consistent(shorter);
    }

    private static Story? WithoutPlan(Story story, string plan)
    {
        StoryCustomer? owner = story.Customers.FirstOrDefault(customer => customer.Plans.Any(one => one.Reference == plan));
        return owner is null || owner.Plans.Count < 2
            ? null
            : Consistent(Replace(story, owner, owner with { Plans = [.. owner.Plans.Where(one => one.Reference != plan)] }));
    }

    private static Story? WithoutLastInstallment(Story story, string plan)
    {
        StoryCustomer? owner = story.Customers.FirstOrDefault(customer => customer.Plans.Any(one => one.Reference == plan && one.Installments.Count > 1));
        return owner is null
            ? null
            : Consistent(Replace(story, owner, owner with
            {
                Plans = [.. owner.Plans.Select(one => one.Reference == plan ? one with { Installments = [.. one.Installments.SkipLast(1)] } : one)],
            }));
    }

    private static Story? WithoutMethod(Story story, string method)
    {
        StoryCustomer? owner = story.Customers.FirstOrDefault(customer => customer.Methods.Any(one => one.Reference == method));
        return owner is null
            ? null
            : Consistent(Replace(story, owner, owner with
            {
                Methods = [.. owner.Methods.Where(one => one.Reference != method)],
                Plans = [.. owner.Plans.Select(plan => plan.Method == method ? plan with { Method = null } : plan)],
            }));
    }

    private static Story Replace(Story story, StoryCustomer old, StoryCustomer changed) =>
        story with { Customers = [.. story.Customers.Select(customer => customer == old ? changed : customer)] };

    /// <summary>Without what happens to somebody who is no longer in it.</summary>
    private static Story Consistent(Story story)
    {
        HashSet<string> names =
        [
            .. story.Customers.Select(customer => customer.Reference),
            .. story.Customers.SelectMany(customer => customer.Methods).Select(method => method.Reference),
            .. story.Customers.SelectMany(customer => customer.Plans).Select(plan => plan.Reference),
            .. story.Customers.SelectMany(customer => customer.Plans).SelectMany(plan => plan.Installments.Select(part => $"{plan.Reference}-{part.Number}")),
        ];
        bool IsThere(StoryPayment payment) => names.Contains($"{payment.Plan}-{payment.Number}");
        StoryEvent? Left(StoryEvent happening) => happening switch
        {
            Meanwhile meanwhile => Left(meanwhile.Action) is StoryAction action ? meanwhile with { Action = action } : null,
            ImportPayments import when !import.Payments.All(IsThere) =>
                import.Payments.Any(IsThere) ? import with { Payments = [.. import.Payments.Where(IsThere)] } : null,
            _ => SubjectsOf(happening).All(names.Contains) ? happening : null,
        };
        return story with
        {
            Prepayments = [.. story.Prepayments.Where(IsThere)],
            Events = [.. story.Events.Select(Left).OfType<StoryEvent>()],
        };
    }

    private static IEnumerable<string> SubjectsOf(StoryEvent happening) => happening switch
    {
        Hold hold => [hold.Reference],
        Release release => [release.Reference],
        CourtesyMail mail => [mail.Customer],
        Waive waive => [$"{waive.Plan}-{waive.Number}"],
        SuspendMethod suspend => [suspend.Method],
        GatewayFault fault => [fault.Installment],
        MailFault fault => [fault.Customer],
        _ => [],
    };
}

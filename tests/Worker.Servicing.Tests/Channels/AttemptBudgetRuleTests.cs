using FsCheck.Fluent;
using Worker.Servicing.Channels;
using static Worker.Servicing.Tests.Calendar.TimeValues;

namespace Worker.Servicing.Tests.Channels;

public class AttemptBudgetRuleTests
{
    private static readonly DateTimeOffset Now = Instant("2026-11-21T09:00+08:00");
    private static readonly AttemptBudget Daily = new(10, TimeSpan.FromHours(24));
    private static readonly AttemptBudget Monthly = new(20, TimeSpan.FromDays(30));
    private static readonly AttemptBudget[] Card = [Daily, Monthly];

    [Fact]
    public void The_budget_that_is_used_up_is_told()
    {
        Assert.Null(AttemptBudgetRule.FirstExhausted(Card, [9, 19]));
        Assert.Same(Daily, AttemptBudgetRule.FirstExhausted(Card, [10, 19]));
        Assert.Same(Monthly, AttemptBudgetRule.FirstExhausted(Card, [0, 20]));
        Assert.Same(Daily, AttemptBudgetRule.FirstExhausted(Card, [11, 25]));
        Assert.Null(AttemptBudgetRule.FirstExhausted([], []));
        Assert.Throws<ArgumentException>(() => AttemptBudgetRule.FirstExhausted(Card, [1]));
    }

    [Fact]
    public void A_window_holds_its_newest_moment_and_not_its_oldest()
    {
        AttemptBudget one = new(1, TimeSpan.FromHours(24));

        Assert.Same(one, AttemptBudgetRule.FirstExhausted([one], [Now], Now));
        Assert.Same(one, AttemptBudgetRule.FirstExhausted([one], [Now.AddHours(-24).AddTicks(1)], Now));
        Assert.Null(AttemptBudgetRule.FirstExhausted([one], [Now.AddHours(-24)], Now));
        Assert.Null(AttemptBudgetRule.FirstExhausted([one], [Now.AddTicks(1)], Now));
        Assert.Null(AttemptBudgetRule.FirstExhausted([one], [], Now));
    }

    [Fact]
    public void Whoever_asks_before_each_attempt_never_exceeds_a_budget() => Holds(
        Gen.Choose(1, 600).ListOf(120),
        minutesBetween =>
        {
            var sent = new List<DateTimeOffset>();
            DateTimeOffset now = Now;
            foreach (int minutes in minutesBetween)
            {
                now = now.AddMinutes(minutes);
                if (AttemptBudgetRule.FirstExhausted(Card, sent, now) is null)
                {
                    sent.Add(now);
                }
            }

            return Array.TrueForAll(Card, budget => sent.TrueForAll(
                last => sent.Count(other => other <= last && last - other < budget.Window) <= budget.Attempts));
        });
}

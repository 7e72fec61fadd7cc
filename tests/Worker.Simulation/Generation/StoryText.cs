using System.Globalization;

namespace Worker.Simulation.Generation;

/// <summary>A story in words, a line for each thing that matters.</summary>
public static class StoryText
{
    public static IEnumerable<string> Lines(Story story)
    {
        yield return $"{story.Days} day(s) from {Day(story.From)} ({story.From.DayOfWeek}) in {story.Zone}";
        foreach (string line in Rules(story.Rules))
        {
            yield return line;
        }

        foreach (StoryCustomer customer in story.Customers)
        {
            yield return $"customer {customer.Reference} in {customer.Zone}: "
                + (customer.Methods.Count == 0 ? "no method" : string.Join(", ", customer.Methods.Select(Method)));
            foreach (StoryPlan plan in customer.Plans)
            {
                yield return $"  plan {plan.Reference} of {plan.Product} in {plan.Currency}{(plan.Autopay ? "" : ", not debited by itself")}"
                    + $"{(plan.Method is null ? "" : $", from {plan.Method}")}: "
                    + string.Join(", ", plan.Installments.Select(part => $"{part.Principal}+{part.Interest} due {Day(part.DueOn)}"));
            }
        }

        foreach (StoryPayment payment in story.Prepayments)
        {
            yield return $"before: {Payment(payment)}";
        }

        foreach (StoryEvent happening in story.Events.OrderBy(one => one.Day))
        {
            yield return $"{Day(story.DayAt(happening.Day))}: {Event(happening)}";
        }
    }

    private static IEnumerable<string> Rules(StoryRules rules)
    {
        foreach (StoryFeePolicy policy in rules.FeePolicies)
        {
            yield return $"fees of {policy.Product} from {Day(policy.From)}: grace {policy.GraceDays}, flat {policy.Flat}, rate {policy.DailyRate}, "
                + $"cap {policy.CapPercent}, a year {policy.AnnualCap}{(policy.AccruesFromGraceEnd ? ", from the end of grace" : "")}";
        }

        yield return $"debits: days {string.Join(" ", rules.RetryDays)}, {rules.AttemptsPerDay} a day, {rules.HoursBetweenAttempts} h apart, lead {rules.LeadDays}"
            + $"{(rules.IncludeLateFees ? "" : ", without fees")}{(rules.MaximumRunAmount is null ? "" : $", {rules.MaximumRunAmount} a run")}; "
            + $"{string.Join(", ", rules.AllocationOrder)}; roll {rules.Roll}"
            + (rules.Holidays.Count + rules.WorkedWeekendDays.Count == 0
                ? ""
                : $" (off {string.Join(" ", rules.Holidays.Select(Day))}, worked {string.Join(" ", rules.WorkedWeekendDays.Select(Day))})");
        yield return $"mail: due soon {string.Join(" ", rules.DueSoonDays)}, overdue {string.Join(" ", rules.OverdueDays)}, "
            + $"stale after {rules.StaleAfterDays}, {rules.MailTries} tries";
        foreach (StoryChannel channel in rules.Channels)
        {
            yield return $"channel {channel.Name}: {channel.Opens?.ToString("HH:mm", CultureInfo.InvariantCulture) ?? "00:00"}-"
                + $"{channel.Closes?.ToString("HH:mm", CultureInfo.InvariantCulture) ?? "24:00"} {channel.Zone}, {channel.DaysBeforeDue} day(s) before due, "
                + $"at most {channel.MaximumAmount?.ToString(CultureInfo.InvariantCulture) ?? "anything"}{(channel.Parts ? " (more in parts)" : "")}, final after {channel.FinalityMinutes} min"
                + string.Concat(channel.Budgets.Select(budget => $", {budget.Attempts} in {budget.Hours} h")) + (channel.Notice switch
                {
                    StoryNotice.Customer => ", demands notice to the customer",
                    StoryNotice.Channel => ", demands notice to itself",
                    _ => "",
                });
        }
    }

    private static string Event(StoryEvent happening) => happening switch
    {
        Hold hold => $"{hold.Hour}:00 {Subject(hold.IsPlan)} {hold.Reference} on hold{(hold.Until is DateOnly until ? $" until {Day(until)}" : "")}",
        Release release => $"{release.Hour}:00 {Subject(release.IsPlan)} {release.Reference} released",
        Switch turn => $"{turn.Hour}:00 {turn.Channel ?? "all debits"} switched {(turn.On ? "on" : "off")}",
        CourtesyMail mail => $"{mail.Hour}:00 courtesy mail of {mail.Customer} {(mail.On ? "on" : "off")}",
        Waive waive => $"{waive.Hour}:00 waive {waive.Amount?.ToString(CultureInfo.InvariantCulture) ?? "all"} of {waive.Plan}-{waive.Number}",
        ImportPayments import => $"{import.Hour}:00 import {string.Join("; ", import.Payments.Select(Payment))}",
        SuspendMethod suspend => $"{suspend.Hour}:00 method {suspend.Method} suspended by an import",
        Retrigger again => $"{again.Hour}:00 {again.Job} by hand, {again.DaysBack} day(s) back",
        Outage outage => $"down from {outage.Hour}:00 for {outage.UntilDay - outage.Day} day(s) until {outage.UntilHour}:00",
        GatewayFault fault => $"orders of {fault.Installment}: {fault.Kind}",
        MailFault fault => $"mail to {fault.Customer}: {fault.Kind}",
        ProcessCrash crash => $"{crash.ScheduledTime:HH\\:mm} the worker crashes {(crash.AfterEffect ? "after" : "before")} its call {crash.Call}",
        Meanwhile meanwhile => $"{meanwhile.ScheduledTime:HH\\:mm} at {(meanwhile.IsOrder ? "order" : "call")} {meanwhile.Call} of auto-debit, {Event(meanwhile.Action)}",
        NoticeFault fault => $"notices to channels: {(fault.IsTaken ? "taken, and not answered" : "lost")}",
        DatabaseFault fault => $"{fault.ScheduledTime:HH\\:mm} the database fails at call {fault.Call}",
        _ => happening.ToString(),
    };

    private static string Method(StoryMethod method) => $"{method.Reference} ({method.Channel}, {method.Token}, priority {method.Priority})";

    private static string Payment(StoryPayment payment) =>
        $"{payment.Reference}: {payment.Amount} for {payment.Plan}-{payment.Number}, paid on {Day(payment.PaidOn)}";

    private static string Subject(bool isPlan) => isPlan ? "plan" : "customer";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

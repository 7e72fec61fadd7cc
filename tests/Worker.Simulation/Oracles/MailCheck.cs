using System.Globalization;
using System.Text.Json;
using Worker.Servicing.Messages;
using Worker.Simulation.Execution;

namespace Worker.Simulation.Oracles;

/// <summary>A run of send-mail: what became of each message whose time had come.</summary>
internal sealed class MailCheck(OracleMemory memory, MessageCheck messages)
{
    private static readonly TimeOnly QuietFrom = new(22, 0);
    private static readonly TimeOnly QuietTo = new(8, 0);

    public void Check(ObservedRun seen, Facts facts)
    {
        Dictionary<string, Queue<MailCall>> handedOver = seen.Mails
            .GroupBy(call => call.Customer, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => new Queue<MailCall>(group), StringComparer.Ordinal);
        HashSet<string> bad = [.. memory.BadAddresses];
        bool isDown = false;
        foreach (MessageFact before in memory.Messages.Values.Where(message => message.NextTryAt <= seen.At).OrderBy(message => message.MessageId).ToList())
        {
            MessageFact? after = facts.Messages.FirstOrDefault(message => message.MessageId == before.MessageId);
            if (after is null)
            {
                continue; // Said by the check of the outbox.
            }

            MessageFact expected = Expect(before, seen.At, handedOver, bad, seen.IsDisturbed, ref isDown);
            if (after != expected && !(seen.IsDisturbed && after == before))
            {
                memory.Say($"message {before.Key} is {Said(after)}, and ought to be {Said(expected)}");
            }

            memory.Messages[before.Key] = after;
            if (after.State == "sent")
            {
                memory.SentAt.TryAdd(before.Key, seen.At);
            }
        }

        foreach (string customer in handedOver.Where(one => one.Value.Count > 0 && !seen.IsDisturbed).Select(one => one.Key))
        {
            memory.Say($"more was mailed to {customer} than was due");
        }

        memory.BadAddresses.UnionWith(seen.Mails.Where(call => call.Outcome == DeliveryOutcome.BadAddress).Select(call => call.Customer));
        foreach (CustomerFact customer in facts.Customers.Where(one => one.HasBadAddress != memory.BadAddresses.Contains(one.Customer)))
        {
            if (!(seen.IsDisturbed && memory.BadAddresses.Remove(customer.Customer)))
            {
                memory.Say($"the address of {customer.Customer} is {(customer.HasBadAddress ? "" : "not ")}marked as bad");
            }
        }

        messages.Check(facts);
    }

    /// <summary>The day of the debit that a message announces: the due date, where it names no other.</summary>
    private static DateOnly AnnouncedFor(MessageFact message, Part part)
    {
        using JsonDocument contents = JsonDocument.Parse(message.Contents);
        return contents.RootElement.TryGetProperty("debitOn", out JsonElement day) && day.GetString() is string text
            ? DateOnly.Parse(text, CultureInfo.InvariantCulture)
            : part.DueOn;
    }

    private static string Said(MessageFact message) => $"{message.State} after {message.Tries} tries, next at {message.NextTryAt:u}";

    private MessageFact Expect(
        MessageFact message, DateTimeOffset now, Dictionary<string, Queue<MailCall>> handedOver, HashSet<string> bad, bool isDisturbed, ref bool isDown)
    {
        Part part = memory.Parts[message.Installment];
        DateOnly today = memory.Clock.DateAt(now);
        bool isNotice = message.Kind is "due-soon" or "overdue" or "debit-failed";
        if (isNotice
            && (part.Status == "paid"
                || today.DayNumber - message.BusinessDate.DayNumber > memory.Story.Rules.StaleAfterDays
                || (message.Kind == "due-soon" && today > AnnouncedFor(message, part))))
        {
            return Ended(message, "dropped");
        }

        if (message.IsCourtesy && memory.CourtesyOff.Contains(message.Customer))
        {
            return Ended(message, "dropped");
        }

        if (message.IsCourtesy && memory.IsHeld(part, today))
        {
            return message with { NextTryAt = now.AddHours(1) };
        }

        if (bad.Contains(message.Customer))
        {
            return Ended(message, "failed");
        }

        DateTimeOffset earliest = EarliestFor(part.Customer.Zone, now);
        if (earliest > now)
        {
            return message with { NextTryAt = earliest };
        }

        if (isDown)
        {
            return message;
        }

        if (!handedOver.TryGetValue(message.Customer, out Queue<MailCall>? calls) || !calls.TryDequeue(out MailCall? call))
        {
            if (!isDisturbed)
            {
                memory.Say($"message {message.Key} was due and not handed over");
            }

            return message;
        }

        isDown = call.Outcome == DeliveryOutcome.Unreachable;
        return AfterHandingOver(message, call.Outcome, now);
    }

    private MessageFact AfterHandingOver(MessageFact message, DeliveryOutcome outcome, DateTimeOffset now)
    {
        int tries = message.Tries + 1;
        return outcome switch
        {
            DeliveryOutcome.Sent => Ended(message, "sent") with { Tries = tries },
            DeliveryOutcome.Unreachable => message with { NextTryAt = now },
            DeliveryOutcome.Deferred when tries < memory.Story.Rules.MailTries => message with
            {
                Tries = tries,
                NextTryAt = now.AddMinutes(Math.Min(360, 1 << (tries - 1))),
            },
            _ => Ended(message, "failed") with { Tries = tries },
        };
    }

    private static MessageFact Ended(MessageFact message, string state) => message with { State = state, NextTryAt = null };

    private static DateTimeOffset EarliestFor(string zone, DateTimeOffset now)
    {
        var clock = new OracleClock(zone);
        while (clock.IsWithin(now, QuietFrom, QuietTo))
        {
            now = now.AddMinutes(1);
        }

        return now;
    }
}

using Worker.Channels.Contract;
using Worker.Servicing.Currencies;

namespace Worker.Channels.Sandbox;

internal enum Reception
{
    /// <summary>Processed, and to be answered.</summary>
    Answered = 1,

    /// <summary>To be answered with 500, whether or not it was processed.</summary>
    Failed,

    /// <summary>Never to be answered, whether or not it arrived.</summary>
    Silent,

    /// <summary>The order number is known with another body.</summary>
    Conflict,
}

/// <summary>The sandbox's orders, its notices, and what was debited: each order number once, however often it is posted.</summary>
internal sealed class SandboxBook : IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, SandboxOrder> orders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> attemptsBeforeArrival = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SandboxOrder> pending = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NoticeRequest> notices = new(StringComparer.Ordinal);
    private readonly List<SandboxOrder> debited = [];
    private readonly SandboxJournal? journal;
    private readonly TimeProvider clock;
    private readonly TimeZoneInfo zone;
    private readonly int seed;

    /// <summary>Opens the book with the contents of its journal.</summary>
    /// <exception cref="InvalidDataException">The journal was not written by a sandbox.</exception>
    public SandboxBook(SandboxOptions options)
    {
        clock = options.BusinessClock;
        zone = TimeZoneInfo.FindSystemTimeZoneById(options.Zone);
        seed = options.Seed;
        journal = options.StateFile is { } path ? new SandboxJournal(path) : null;
        try
        {
            foreach (JournalLine line in journal?.ReadAll() ?? [])
            {
                Replay(line);
            }
        }
        catch (Exception exception)
        {
            Dispose();
            if (exception is ArgumentException or KeyNotFoundException)
            {
                throw new InvalidDataException("The sandbox's journal contradicts itself.", exception);
            }

            throw;
        }
    }

    /// <summary>Accepts an order once; a repeated number gets the state of the first.</summary>
    /// <param name="debit">A valid order.</param>
    /// <param name="answer">The answer of <see cref="Reception.Answered"/>.</param>
    public Reception Receive(DebitRequest debit, TokenRules rules, out SandboxAnswer? answer)
    {
        lock (gate)
        {
            answer = null;
            SandboxOrder? order = orders.GetValueOrDefault(debit.OrderNo);
            if (order is not null && order.Debit != debit)
            {
                return Reception.Conflict;
            }

            int attempt = 1 + (order?.Attempts ?? attemptsBeforeArrival.GetValueOrDefault(debit.OrderNo));
            ErrorDraw error = rules.ErrorPercent is { } percent ? ErrorDraws.Draw(debit.OrderNo, attempt, seed, percent) : ErrorDraw.None;
            bool lost = rules.LosesFirst && attempt == 1;
            if (order is null && (lost || error == ErrorDraw.BeforeDebit))
            {
                Write(new JournalLine(debit.OrderNo) { Attempts = attempt });
                return lost ? Reception.Silent : Reception.Failed;
            }

            order = order is null ? Open(debit, rules, attempt) : Repeat(order, rules, attempt);
            if (rules.LosesAnswers)
            {
                return Reception.Silent;
            }

            if (error != ErrorDraw.None)
            {
                return Reception.Failed;
            }

            answer = order.Answer();
            return Reception.Answered;
        }
    }

    /// <summary>Accepts a notice once; false if its number is known with another body.</summary>
    public bool TryNotice(NoticeRequest notice)
    {
        lock (gate)
        {
            if (notices.TryGetValue(notice.NoticeNo, out NoticeRequest? known))
            {
                return known == notice;
            }

            Write(new JournalLine(notice.NoticeNo) { Notice = notice });
            return true;
        }
    }

    /// <summary>True when an order of that number has arrived.</summary>
    public bool Knows(string orderNumber)
    {
        lock (gate)
        {
            return orders.ContainsKey(orderNumber);
        }
    }

    /// <summary>The order's state now; null if none of that number arrived.</summary>
    public SandboxAnswer? Find(string orderNumber)
    {
        lock (gate)
        {
            if (!orders.TryGetValue(orderNumber, out SandboxOrder? order))
            {
                return null;
            }

            SettleWhenDue(order);
            return order.Answer();
        }
    }

    /// <summary>What was debited up to now.</summary>
    public SandboxLedger ReadLedger()
    {
        lock (gate)
        {
            foreach (SandboxOrder order in pending.Values.OrderBy(order => order.SettlesAt).ToList())
            {
                SettleWhenDue(order);
            }

            return new SandboxLedger(debited.Count, debited.ConvertAll(Entry));
        }
    }

    public void Dispose() => journal?.Dispose();

    private static SandboxLedgerEntry Entry(SandboxOrder order) => new(
        order.Debit.OrderNo,
        order.Amount,
        order.Debit.Currency,
        order.Debit.Token,
        order.Debit.Description,
        order.Reference,
        order.CompletedAt!.Value.UtcDateTime);

    private SandboxOrder Open(DebitRequest debit, TokenRules rules, int attempt)
    {
        DateTimeOffset now = clock.GetUtcNow();
        JournalLine line = new(debit.OrderNo) { Debit = debit, Attempts = attempt };
        Write(rules.Pending is { } wait && wait > TimeSpan.Zero
            ? line with { Status = DebitStatus.Pending, SettlesAt = now + wait }
            : Settled(line, debit, rules, now));
        return orders[debit.OrderNo];
    }

    private SandboxOrder Repeat(SandboxOrder order, TokenRules rules, int attempt)
    {
        if (rules.CountsAttempts)
        {
            Write(new JournalLine(order.Debit.OrderNo) { Attempts = attempt });
        }

        SettleWhenDue(order);
        return order;
    }

    private void SettleWhenDue(SandboxOrder order)
    {
        if (order.SettlesAt is { } at && at <= clock.GetUtcNow() && TokenRules.TryParse(order.Debit.Token, out TokenRules? rules))
        {
            Write(Settled(new JournalLine(order.Debit.OrderNo), order.Debit, rules, at));
        }
    }

    private JournalLine Settled(JournalLine line, DebitRequest debit, TokenRules rules, DateTimeOffset at)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
        DeclineRule? decline = rules.DeclineOf(new Money(debit.Amount, Currency.Parse(debit.Currency)), day);
        return line with
        {
            Status = decline is null ? DebitStatus.Succeeded : DebitStatus.Declined,
            DeclineCode = decline?.Code,
            AdviceCode = decline?.Advice,
            CompletedAt = at,
        };
    }

    /// <summary>Every change is first written to the journal, and then applied as a restart would apply it.</summary>
    private void Write(JournalLine line)
    {
        journal?.Append(line);
        Replay(line);
    }

    private void Replay(JournalLine line)
    {
        if (line.Notice is { } notice)
        {
            notices.Add(line.OrderNo, notice);
            return;
        }

        if (line.Debit is { } debit)
        {
            attemptsBeforeArrival.Remove(line.OrderNo);
            orders.Add(line.OrderNo, new SandboxOrder(debit, line.Attempts ?? 1));
        }
        else if (line.Attempts is { } attempts)
        {
            if (orders.TryGetValue(line.OrderNo, out SandboxOrder? repeated))
            {
                repeated.Attempts = attempts;
            }
            else
            {
                attemptsBeforeArrival[line.OrderNo] = attempts;
            }

            return;
        }

        SandboxOrder order = orders[line.OrderNo];
        if (line.SettlesAt is { } settlesAt)
        {
            order.Wait(settlesAt);
            pending.Add(line.OrderNo, order);
            return;
        }

        pending.Remove(line.OrderNo);
        order.Settle(line, line.CompletedAt ?? throw new InvalidDataException($"Order {line.OrderNo} settled at no time."));
        if (order.DeclineCode is null)
        {
            debited.Add(order);
        }
    }
}

using Worker.Channels.Contract;

namespace Worker.Channels.Sandbox;

/// <summary>An order that arrived. Changes only under the book's lock.</summary>
internal sealed class SandboxOrder(DebitRequest debit, int attempts)
{
    /// <summary>As it was requested.</summary>
    public DebitRequest Debit { get; } = debit;

    /// <summary>How often it was posted, where that matters.</summary>
    public int Attempts { get; set; } = attempts;

    /// <summary>When a pending order settles; null once it is settled.</summary>
    public DateTimeOffset? SettlesAt { get; private set; }

    public string Status { get; private set; } = DebitStatus.Pending;

    public string? DeclineCode { get; private set; }

    public string? AdviceCode { get; private set; }

    public DateTimeOffset? CompletedAt { get; private set; }

    /// <summary>What was debited, or else what was requested; minor units.</summary>
    public long Amount { get; private set; } = debit.Amount;

    public string Reference => "SBX" + Debit.OrderNo;

    public void Wait(DateTimeOffset settlesAt) => SettlesAt = settlesAt;

    public void Settle(JournalLine line, DateTimeOffset at)
    {
        SettlesAt = null;
        Status = line.DeclineCode is null ? DebitStatus.Succeeded : DebitStatus.Declined;
        DeclineCode = line.DeclineCode;
        AdviceCode = line.AdviceCode;
        CompletedAt = at;
        if (DeclineCode is null && TokenRules.TryParse(Debit.Token, out TokenRules? rules))
        {
            Amount = rules.Taken(Debit.Amount);
        }
    }

    public SandboxAnswer Answer() =>
        new(Debit.OrderNo, Status, Reference, DeclineCode, AdviceCode, Amount, Debit.Currency, CompletedAt?.UtcDateTime);
}

/// <summary>The body of a 200; <paramref name="CompletedAt"/> is in UTC, so that it is written with a <c>Z</c>.</summary>
/// <param name="Amount">Minor units: what was debited, or else what was requested.</param>
internal sealed record SandboxAnswer(
    string OrderNo,
    string Status,
    string Reference,
    string? DeclineCode,
    string? AdviceCode,
    long Amount,
    string Currency,
    DateTime? CompletedAt);

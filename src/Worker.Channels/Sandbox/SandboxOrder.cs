using Worker.Channels.Contract;

namespace Worker.Channels.Sandbox;

/// <summary>An order that arrived. Changes only under the book's lock.</summary>
internal sealed class SandboxOrder(DebitRequest debit, int attempts)
{
    /// <summary>What was asked for; never changes.</summary>
    public DebitRequest Debit { get; } = debit;

    /// <summary>How often it was posted, where that matters.</summary>
    public int Attempts { get; set; } = attempts;

    /// <summary>When a pending order settles; null once it is settled.</summary>
    public DateTimeOffset? SettlesAt { get; private set; }

    public string Status { get; private set; } = DebitStatus.Pending;

    public string? DeclineCode { get; private set; }

    public DateTimeOffset? CompletedAt { get; private set; }

    public string Reference => "SBX" + Debit.OrderNo;

    public void Wait(DateTimeOffset settlesAt) => SettlesAt = settlesAt;

    public void Settle(string? declineCode, DateTimeOffset at)
    {
        SettlesAt = null;
        Status = declineCode is null ? DebitStatus.Succeeded : DebitStatus.Declined;
        DeclineCode = declineCode;
        CompletedAt = at;
    }

    public SandboxAnswer Answer() => new(Debit.OrderNo, Status, Reference, DeclineCode, CompletedAt?.UtcDateTime);
}

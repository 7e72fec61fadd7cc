namespace Worker.Simulation.Execution;

/// <summary>What stands in the worker's database, as of one instant.</summary>
public sealed record Facts(
    IReadOnlyList<PartFact> Parts,
    IReadOnlyList<MethodFact> Methods,
    IReadOnlyList<CustomerFact> Customers,
    IReadOnlyList<EntryFact> Entries,
    IReadOnlyList<AttemptFact> Attempts,
    IReadOnlyList<DoubtFact> Doubts,
    IReadOnlyList<NoticeFact> Notices,
    IReadOnlyList<MessageFact> Messages);

/// <summary>An installment; named like the others by plan and number.</summary>
public sealed record PartFact
{
    public string Installment { get; init; } = "";

    public DateOnly DueOn { get; init; }

    public string Status { get; init; } = "";

    public DateOnly? OverdueSince { get; init; }
}

/// <summary>A payment method.</summary>
public sealed record MethodFact
{
    public string Method { get; init; } = "";

    public string Status { get; init; } = "";
}

/// <summary>A customer.</summary>
public sealed record CustomerFact
{
    public string Customer { get; init; } = "";

    public bool HasBadAddress { get; init; }

    public bool CourtesyOff { get; init; }
}

/// <summary>An entry of the ledger.</summary>
public sealed record EntryFact
{
    public long EntryId { get; init; }

    public string EntryKey { get; init; } = "";

    public string Plan { get; init; } = "";

    public string Installment { get; init; } = "";

    public string Kind { get; init; } = "";

    public long Amount { get; init; }

    public DateOnly EffectiveOn { get; init; }
}

/// <summary>A debit attempt.</summary>
public sealed record AttemptFact
{
    public string OrderNo { get; init; } = "";

    public string Installment { get; init; } = "";

    public string Method { get; init; } = "";

    public long Amount { get; init; }

    public string Currency { get; init; } = "";

    public DateOnly BusinessDate { get; init; }

    public DateTimeOffset SentAt { get; init; }

    public string State { get; init; } = "";

    public string? DeclineCode { get; init; }

    public string? DeclineCategory { get; init; }

    public long RunId { get; init; }

    /// <summary>The notice under which it was made; null where its channel demands none.</summary>
    public string? NoticeNo { get; init; }

    public bool IsInDoubt => State is "unknown" or "pending" or "lost";

    public bool IsHardDecline => State == "declined" && DeclineCategory == "hard";

}

/// <summary>A row that blocks an installment.</summary>
public sealed record DoubtFact
{
    public string OrderNo { get; init; } = "";

    public string Installment { get; init; } = "";

    public DateTimeOffset NextAskAt { get; init; }

    public DateTimeOffset LastSentAt { get; init; }
}

/// <summary>What was announced before a debit.</summary>
public sealed record NoticeFact
{
    public string NoticeNo { get; init; } = "";

    public string Installment { get; init; } = "";

    public string Method { get; init; } = "";

    public string Token { get; init; } = "";

    public long Amount { get; init; }

    public string Currency { get; init; } = "";

    public DateOnly DebitFrom { get; init; }

    public DateOnly DebitUntil { get; init; }

    public string State { get; init; } = "";

    /// <summary>The key of the message that announces it, as <see cref="MessageFact.Key"/>; null where the channel is told.</summary>
    public string? MessageKey { get; init; }
}

/// <summary>A message of the outbox.</summary>
public sealed record MessageFact
{
    public long MessageId { get; init; }

    /// <summary>Its key, with the installment's name in place of its number in the database.</summary>
    public string Key { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Customer { get; init; } = "";

    public string Plan { get; init; } = "";

    public string Installment { get; init; } = "";

    public bool IsCourtesy { get; init; }

    public DateOnly BusinessDate { get; init; }

    public string Contents { get; init; } = "";

    public string State { get; init; } = "";

    public DateTimeOffset? NextTryAt { get; init; }

    public int Tries { get; init; }
}

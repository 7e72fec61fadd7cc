namespace Worker.Servicing.Channels;

/// <summary>One channel as configured under <c>Channels:&lt;name&gt;</c>.</summary>
public sealed record ChannelSettings
{
    /// <summary>The channel's name, the key under <c>Channels</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Where the gateway contract is answered (<c>{base}/v1/debits</c>).</summary>
    public required Uri BaseUrl { get; init; }

    public required string Secret { get; init; }

    /// <summary>How long one call may take; 0.1 to 300 seconds, 10 by default.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Calls per second at most; null for no limit.</summary>
    public int? CallsPerSecond { get; init; }

    /// <summary>Calls under way at once at most, 1 to 1000.</summary>
    public int MaxInFlight { get; init; } = 64;

    /// <summary>How long after sending a <c>not found</c> becomes final.</summary>
    public TimeSpan Finality { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long after its first sending an order that never arrived may be sent again; null for ever.</summary>
    public TimeSpan? ResendWithin { get; init; }

    /// <summary>When, how early and how much may be debited.</summary>
    public ChannelWindow Window { get; init; } = ChannelWindow.AlwaysOpen;

    /// <summary>The channel demands that the customer is told before a debit, so the <c>due-soon</c> notice must go.</summary>
    public bool DemandsNotice { get; init; }

    /// <summary>Decline codes that suspend the method (hard); every other code is soft.</summary>
    public IReadOnlySet<string> HardDeclineCodes { get; init; } = DeclineCategories.DefaultHardCodes;

    /// <summary>Rolling windows that no payment method of this channel may exceed.</summary>
    public IReadOnlyList<AttemptBudget> Budgets { get; init; } = [];

    /// <summary>The name alone: the secret must not get into a log by accident.</summary>
    public override string ToString() => Name;
}

namespace Worker.Simulation.Generation;

/// <summary>What is configured in a story.</summary>
public sealed record StoryRules
{
    public required IReadOnlyList<StoryFeePolicy> FeePolicies { get; init; }

    /// <summary>Parts in the order in which a payment pays them: <c>fees</c>, <c>interest</c>, <c>principal</c>.</summary>
    public IReadOnlyList<string> AllocationOrder { get; init; } = ["fees", "interest", "principal"];

    public IReadOnlyList<int> RetryDays { get; init; } = [0, 1, 3, 5, 10, 15, 20, 30];

    public int AttemptsPerDay { get; init; } = 2;

    public int HoursBetweenAttempts { get; init; } = 4;

    public int LeadDays { get; init; }

    public bool IncludeLateFees { get; init; } = true;

    /// <summary>What one run may debit in each currency, minor units; null for no limit.</summary>
    public long? MaximumRunAmount { get; init; }

    public required IReadOnlyList<StoryChannel> Channels { get; init; }

    /// <summary><c>none</c>, <c>following</c>, <c>modifiedFollowing</c> or <c>preceding</c>.</summary>
    public string Roll { get; init; } = "none";

    /// <summary>Days off beside the weekends.</summary>
    public IReadOnlyList<DateOnly> Holidays { get; init; } = [];

    /// <summary>Weekend days that are worked.</summary>
    public IReadOnlyList<DateOnly> WorkedWeekendDays { get; init; } = [];

    public IReadOnlyList<int> DueSoonDays { get; init; } = [3, 1];

    public IReadOnlyList<int> OverdueDays { get; init; } = [1, 3, 7, 15, 30];

    public int StaleAfterDays { get; init; } = 3;

    public int MailTries { get; init; } = 12;
}

/// <summary>A late-fee policy of a product.</summary>
public sealed record StoryFeePolicy(
    string Product,
    DateOnly From,
    int GraceDays,
    long Flat,
    decimal DailyRate,
    decimal CapPercent,
    decimal AnnualCap,
    bool AccruesFromGraceEnd);

/// <summary>A channel.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Opens">When it opens; null when it never closes.</param>
/// <param name="Closes">The first moment that is closed again.</param>
/// <param name="Zone">The zone its hours are in.</param>
/// <param name="DaysBeforeDue">How early a debit may be made.</param>
/// <param name="MaximumAmount">The largest debit, minor units of any currency; null for no limit.</param>
/// <param name="Parts">More than that is debited in parts.</param>
/// <param name="Budgets">Rolling windows for each method.</param>
/// <param name="Notice">Who has to be told before a debit.</param>
/// <param name="FinalityMinutes">After how long <c>not found</c> is final.</param>
public sealed record StoryChannel(
    string Name,
    TimeOnly? Opens,
    TimeOnly? Closes,
    string Zone,
    int DaysBeforeDue,
    long? MaximumAmount,
    bool Parts,
    IReadOnlyList<StoryBudget> Budgets,
    StoryNotice Notice,
    int FinalityMinutes);

/// <summary>Who has to be told before a debit.</summary>
public enum StoryNotice
{
    Nobody = 1,

    /// <summary>The customer, by the due notice.</summary>
    Customer,

    Channel,
}

/// <summary>How many attempts a method may have within some hours.</summary>
public sealed record StoryBudget(int Attempts, int Hours);

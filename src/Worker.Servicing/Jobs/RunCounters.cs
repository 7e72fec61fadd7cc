using System.Diagnostics.CodeAnalysis;
using Worker.Servicing.Currencies;

namespace Worker.Servicing.Jobs;

/// <summary>Counts by outcome, amounts by currency, and errors. Not safe for several threads.</summary>
public sealed class RunCounters
{
    private readonly Dictionary<string, long> counts = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Currency, string Name), long> amounts = [];
    private readonly List<RunError> errors = [];

    public IReadOnlyDictionary<string, long> Counts => counts;

    /// <summary>Minor units by currency code and name.</summary>
    public IReadOnlyDictionary<(string Currency, string Name), long> Amounts => amounts;

    public IReadOnlyList<RunError> Errors => errors;

    public bool IsEmpty => counts.Count == 0 && amounts.Count == 0 && errors.Count == 0;

    public void Count(string name, long by = 1)
    {
        if (by != 0)
        {
            counts[name] = counts.GetValueOrDefault(name) + by;
        }
    }

    public void Count(string name, Money amount) => Count(name, amount.Currency.Code, amount.Minor);

    /// <summary>Counts something together with its amount in minor units.</summary>
    public void Count(string name, string currency, long minor)
    {
        Count(name);
        amounts[(currency, name)] = amounts.GetValueOrDefault((currency, name)) + minor;
    }

    /// <summary>Notes an error; what is set aside is counted too.</summary>
    public void Note(RunError error)
    {
        errors.Add(error);
        Count(error.IsSetAside ? CounterNames.SetAside : CounterNames.Errors);
    }

    public void Add(RunCounters other)
    {
        foreach ((string name, long value) in other.counts)
        {
            Count(name, value);
        }

        foreach (((string Currency, string Name) key, long value) in other.amounts)
        {
            amounts[key] = amounts.GetValueOrDefault(key) + value;
        }

        errors.AddRange(other.errors);
    }
}

/// <summary>For an operator.</summary>
/// <param name="Subject">What it is about: <c>installment 123</c>, an order number. Never a name, an address or a token.</param>
public sealed record RunError(string Code, string Subject, string? Detail, bool IsSetAside = false);

/// <summary>Counters of previews that are a part of another one.</summary>
public static class PreviewCounters
{
    private const string ByChannel = CounterNames.ToDebit + ":";

    /// <summary>What would be debited by one channel: <c>toDebit:card</c>.</summary>
    public static string ToDebitBy(string channel) => ByChannel + channel;

    /// <summary>The channel of a counter of <see cref="ToDebitBy"/>; false for any other.</summary>
    public static bool TryGetChannel(string counter, [NotNullWhen(true)] out string? channel)
    {
        channel = counter.StartsWith(ByChannel, StringComparison.Ordinal) ? counter[ByChannel.Length..] : null;
        return channel is not null;
    }
}

public sealed record RunReport
{
    public required long RunId { get; init; }

    public required string Job { get; init; }

    public required DateOnly BusinessDate { get; init; }

    public required RunState State { get; init; }

    /// <summary><c>schedule</c>, <c>catch-up</c> or <c>manual</c>.</summary>
    public required string Trigger { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public string? StopReason { get; init; }

    /// <summary>Nothing of what was to be sent reached its channel: the occurrence is not over, and is tried again.</summary>
    public bool IsTriedAgain => State == RunState.SetAside && StopReason is not null;

    public IReadOnlyDictionary<string, long> Counts { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Minor units by currency, then by outcome.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> Amounts { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, long>>(StringComparer.Ordinal);

    /// <summary>What did not go as it should; the first hundred.</summary>
    public IReadOnlyList<RunError> Errors { get; init; } = [];

    public RunOpening Opening { get; init; } = RunOpening.Started;

    /// <summary>What broke the run off in this process; decides whether the engine tries again. Not recorded.</summary>
    public Exception? Fault { get; init; }
}

using Worker.Servicing.Ledger;

namespace Worker.Servicing.Runs;

/// <summary>Counts by outcome, amounts by currency, and errors. Not safe for several threads.</summary>
public sealed class RunTally
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
        Count(error.IsSetAside ? "setAside" : "errors");
    }

    public void Add(RunTally other)
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

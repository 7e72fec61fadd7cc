using Worker.Servicing.Runs;

namespace Worker.Data.Runs;

internal sealed class ReportRow
{
    public long RunId { get; init; }

    public string Job { get; init; } = "";

    public DateOnly BusinessDate { get; init; }

    public string State { get; init; } = "";

    public string TriggerKind { get; init; } = "";

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public string? StopReason { get; init; }

    public RunReport ToReport(IReadOnlyList<TallyRow> tally, IReadOnlyList<ErrorRow> errors) => new()
    {
        RunId = RunId,
        Job = Job,
        BusinessDate = BusinessDate,
        State = RunNames.ParseState(State),
        Trigger = TriggerKind,
        StartedAt = StartedAt,
        FinishedAt = FinishedAt,
        StopReason = StopReason,
        Counts = tally.Where(row => row.Currency == "").ToDictionary(row => row.Name, row => row.Value, StringComparer.Ordinal),
        Amounts = tally
            .Where(row => row.Currency != "")
            .GroupBy(row => row.Currency, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                IReadOnlyDictionary<string, long> (group) => group.ToDictionary(row => row.Name, row => row.Value, StringComparer.Ordinal),
                StringComparer.Ordinal),
        Errors = [.. errors.Select(row => new RunError(row.Code, row.Subject, row.Detail))],
    };
}

internal sealed class TallyRow
{
    public string Name { get; init; } = "";

    public string Currency { get; init; } = "";

    public long Value { get; init; }
}

internal sealed class ErrorRow
{
    public string Code { get; init; } = "";

    public string Subject { get; init; } = "";

    public string? Detail { get; init; }
}

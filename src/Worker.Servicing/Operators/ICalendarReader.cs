namespace Worker.Servicing.Operators;

/// <summary>Reads what falls due in the coming days.</summary>
public interface ICalendarReader
{
    /// <summary>What is open of each day from one to another, both included, in the order of days and currencies; a day on which nothing falls due is missing.</summary>
    Task<IReadOnlyList<OpenDueDay>> ReadAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken);
}

/// <summary>What is open of the installments of a due date in one currency.</summary>
public sealed record OpenDueDay
{
    public required DateOnly DueOn { get; init; }

    public required string Currency { get; init; }

    public required long Installments { get; init; }

    /// <summary>Their principal and interest in minor units; what was paid of one in part is not taken off.</summary>
    public required long Amount { get; init; }
}

namespace Worker.Servicing.Operators;

/// <summary>Reads rows for downloads, with memory that does not grow with them.</summary>
public interface IRecordReader
{
    /// <summary>Overdue installments with due dates in a range, by due date, after an installment.</summary>
    /// <param name="from">The first due date.</param>
    /// <param name="to">The last due date.</param>
    /// <param name="after">The one before the first; null to begin.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<IReadOnlyList<OverdueLine>> ReadOverdueAsync(DateOnly from, DateOnly to, OverdueLine? after, int count, CancellationToken cancellationToken);

    /// <summary>The rows of a run: its debit attempts, then its errors.</summary>
    IAsyncEnumerable<RunRow> ReadRunRowsAsync(long runId, CancellationToken cancellationToken);

    /// <summary>Whether there is such a run.</summary>
    Task<bool> HasRunAsync(long runId, CancellationToken cancellationToken);
}

/// <summary>An overdue installment.</summary>
public sealed record OverdueLine
{
    /// <summary>The installment.</summary>
    public required long InstallmentId { get; init; }

    /// <summary>Its plan.</summary>
    public required long PlanId { get; init; }

    /// <summary>The plan's reference.</summary>
    public required string PlanReference { get; init; }

    /// <summary>The customer's reference.</summary>
    public required string CustomerReference { get; init; }

    /// <summary>Its number in the plan.</summary>
    public required long Number { get; init; }

    /// <summary>The rolled due date.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>ISO code of the amounts.</summary>
    public required string Currency { get; init; }

    /// <summary>Scheduled, minor units.</summary>
    public required long Principal { get; init; }

    /// <summary>Scheduled, minor units.</summary>
    public required long Interest { get; init; }
}

/// <summary>Something a run did, or could not do.</summary>
public sealed record RunRow
{
    /// <summary><c>attempt</c>, <c>error</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>An order number, or what an error is about.</summary>
    public required string Subject { get; init; }

    /// <summary>Where an attempt stands, or an error's code.</summary>
    public required string State { get; init; }

    /// <summary>The installment as the channel is told of it; null for errors.</summary>
    public string? Description { get; init; }

    /// <summary>The rail; null for errors.</summary>
    public string? Channel { get; init; }

    /// <summary>Minor units; null for errors.</summary>
    public long? Amount { get; init; }

    /// <summary>ISO code; null for errors.</summary>
    public string? Currency { get; init; }

    /// <summary>When it was sent, or noted.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it was settled.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>What the channel knows it by.</summary>
    public string? Reference { get; init; }

    /// <summary>The channel's decline code.</summary>
    public string? DeclineCode { get; init; }

    /// <summary>What else there is to say.</summary>
    public string? Detail { get; init; }
}

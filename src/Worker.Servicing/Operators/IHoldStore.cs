namespace Worker.Servicing.Operators;

/// <summary>Places and releases holds, each in one transaction with its line in the audit log.</summary>
public interface IHoldStore
{
    /// <summary>
    /// Puts a plan or a customer on hold. A hold in force with the same last day stays as it is; one with another last day
    /// is released for the new one.
    /// </summary>
    /// <returns>What was found and done; null when nothing has that reference.</returns>
    Task<HoldChange?> HoldAsync(HoldRequest request, OperatorNote note, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Releases every hold in force on a plan or a customer.</summary>
    /// <returns>What was found and done; null when nothing has that reference.</returns>
    Task<HoldChange?> ReleaseAsync(HoldRequest request, OperatorNote note, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <param name="BusinessDate">The day on which a hold is in force or not.</param>
/// <param name="Until">The last business date of a new hold; null for one without end.</param>
public sealed record HoldRequest(HoldSubject Subject, string Reference, DateOnly BusinessDate, DateOnly? Until = null);

public sealed record HoldChange(bool Changed, HoldInForce? Before, bool IsCustomerHeld);

/// <param name="Until">Its last business date; null for one without end.</param>
public sealed record HoldInForce(DateOnly? Until, string Actor, string Reason);

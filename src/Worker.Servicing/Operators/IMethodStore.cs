namespace Worker.Servicing.Operators;

/// <summary>Changes the status of payment methods, in one transaction with its line in the audit log.</summary>
public interface IMethodStore
{
    /// <summary>Changes the status of a method that has the one it is to be changed from.</summary>
    /// <returns>What was found and done; null when no method has that reference.</returns>
    Task<MethodChange?> TurnAsync(MethodTurn turn, OperatorNote note, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>A change of a method's status.</summary>
/// <param name="Reference">The method's reference, as imported.</param>
/// <param name="From">The status it is changed from; with any other it stays as it is.</param>
/// <param name="To">The status it gets.</param>
/// <param name="Action">What the audit log calls it.</param>
public sealed record MethodTurn(string Reference, string From, string To, string Action);

/// <summary>What became of it.</summary>
/// <param name="Changed">Whether anything was written.</param>
/// <param name="Before">The status it had.</param>
public sealed record MethodChange(bool Changed, string Before);

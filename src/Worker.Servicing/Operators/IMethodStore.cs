namespace Worker.Servicing.Operators;

/// <summary>Changes the status of payment methods, in one transaction with its line in the audit log.</summary>
public interface IMethodStore
{
    /// <summary>Changes the status of a method that has the one it is to be changed from.</summary>
    /// <returns>What was found and done; null when no method has that reference.</returns>
    Task<MethodChange?> TurnAsync(MethodTurn turn, OperatorNote note, DateTimeOffset now, CancellationToken cancellationToken);
}

public sealed record MethodTurn(string Reference, string From, string To, string Action);

public sealed record MethodChange(bool Changed, string Before);

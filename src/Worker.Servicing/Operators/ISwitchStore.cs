namespace Worker.Servicing.Operators;

/// <summary>Turns switches, each in one transaction with its line in the audit log.</summary>
public interface ISwitchStore
{
    Task<SwitchChange> TurnAsync(string name, bool on, OperatorNote note, DateTimeOffset now, CancellationToken cancellationToken);

    /// <returns>Whether anything changed; null when no customer has that reference.</returns>
    Task<bool?> TurnCourtesyMailAsync(
        string customerReference, bool on, OperatorNote note, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <param name="WasOff">Who had it off and why; null when it was on.</param>
public sealed record SwitchChange(bool Changed, SwitchOff? WasOff);

public sealed record SwitchOff(string Name, string Reason, string Actor, DateTimeOffset Since);

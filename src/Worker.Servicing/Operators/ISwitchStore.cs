namespace Worker.Servicing.Operators;

/// <summary>Turns switches, each in one transaction with its line in the audit log.</summary>
public interface ISwitchStore
{
    /// <summary>Turns a debit switch.</summary>
    /// <param name="name"><c>debits</c>, or <c>channel:</c> and the channel's name.</param>
    /// <param name="on">To which side. A switch that was never turned is on.</param>
    /// <param name="note">Who and why.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<SwitchChange> TurnAsync(string name, bool on, OperatorNote note, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Turns the courtesy messages of a customer.</summary>
    /// <returns>Whether anything changed; null when no customer has that reference.</returns>
    Task<bool?> TurnCourtesyMailAsync(
        string customerReference, bool on, OperatorNote note, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>What became of turning a switch.</summary>
/// <param name="Changed">False when it stood like that already.</param>
/// <param name="WasOff">Who had it off and why; null when it was on.</param>
public sealed record SwitchChange(bool Changed, SwitchOff? WasOff);

/// <summary>A switch that is off.</summary>
/// <param name="Name"><c>debits</c>, or <c>channel:</c> and the channel's name.</param>
/// <param name="Reason">Why.</param>
/// <param name="Actor">Who.</param>
/// <param name="Since">Since when.</param>
public sealed record SwitchOff(string Name, string Reason, string Actor, DateTimeOffset Since);

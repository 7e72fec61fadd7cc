namespace Worker.Servicing.Operators;

/// <summary>Keeps the sessions of the ops site, and writes to the audit log who came and went.</summary>
public interface ISignInJournal
{
    /// <returns>False, and nothing is written, where another account of the provider is signed in under the same name.</returns>
    Task<bool> TryBeginAsync(SignedInSession session, string address, CancellationToken cancellationToken);

    /// <summary>Whether a session was begun, and neither signed out of nor over.</summary>
    Task<bool> IsOpenAsync(string sessionId, DateTimeOffset now, CancellationToken cancellationToken);

    Task EndAsync(string sessionId, Actor actor, string address, DateTimeOffset now, CancellationToken cancellationToken);
}

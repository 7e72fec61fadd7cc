using Worker.Servicing.Jobs;
using Worker.Servicing.Operations;

namespace Worker.Data.Operations;

/// <summary>The ops site's sessions, and who signed in and out in the audit log.</summary>
public sealed class SignInJournal(Database database)
{
    private readonly Statements statements = database.Statements;

    /// <returns>False, and nothing is written, where another account of the provider is signed in under the same name.</returns>
    public Task<bool> TryBeginAsync(SignedInSession session, string address, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async transaction =>
            {
                await database.ClaimAsync(transaction, "sessions");
                var row = new
                {
                    SessionId = session.SessionId.Ansi(),
                    session.Name,
                    session.NameKey,
                    session.Account?.Issuer,
                    session.Account?.Subject,
                    session.BeganAt,
                    session.EndsAt,
                };
                if (session.Account is { } account
                    && await transaction.ExecuteScalarAsync<long>(
                        statements["sign-in-journal/count-namesakes"], new { session.NameKey, Now = session.BeganAt, account.Issuer, account.Subject }) > 0)
                {
                    return false;
                }

                await transaction.ExecuteAsync(statements["sign-in-journal/begin"], row);
                await transaction.WriteAuditAsync(database, Entry(session.BeganAt, new Actor(session.Name, session.Account), "sign-in", address));
                return true;
            },
            cancellationToken);

    /// <summary>Whether a session was begun, and neither signed out of nor over.</summary>
    public Task<bool> IsOpenAsync(string sessionId, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection => await connection.ExecuteScalarAsync<long>(statements["sign-in-journal/is-open"], new { SessionId = sessionId.Ansi(), Now = now }) > 0,
            cancellationToken);

    public Task EndAsync(string sessionId, Actor actor, string address, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async transaction =>
            {
                await transaction.ExecuteAsync(statements["sign-in-journal/end"], new { SessionId = sessionId.Ansi(), Now = now });
                await transaction.WriteAuditAsync(database, Entry(now, actor, "sign-out", address));
            },
            cancellationToken);

    private static AuditEntry Entry(DateTimeOffset now, Actor actor, string action, string address) => new(now, actor, action, "ops site", null, $"from {address}");
}

/// <param name="SessionId">32 characters that nobody else has.</param>
/// <param name="NameKey">The name as names are compared (<see cref="OperatorNames.KeyOf"/>).</param>
/// <param name="Account">Whose account it is at the OpenID Connect provider; null for a password.</param>
public sealed record SignedInSession(
    string SessionId, string Name, string NameKey, ProviderAccount? Account, DateTimeOffset BeganAt, DateTimeOffset EndsAt);

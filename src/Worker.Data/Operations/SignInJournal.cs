using Worker.Servicing.Jobs;
using Worker.Servicing.Operations;

namespace Worker.Data.Operations;

/// <summary>The ops site's sessions in the database, and its door in the audit log.</summary>
public sealed class SignInJournal(Database database) : ISignInJournal
{
    private readonly Statements statements = database.Statements;

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

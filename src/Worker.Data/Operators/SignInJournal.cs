using Worker.Servicing.Operators;

namespace Worker.Data.Operators;

/// <summary>The ops site's door in the audit log.</summary>
public sealed class SignInJournal(Database database) : ISignInJournal
{
    public Task WriteAsync(SignInEvent what, string name, string address, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            transaction => transaction.WriteAuditAsync(database, new AuditEntry(now, name, ActionOf(what), "ops site", null, $"from {address}")),
            cancellationToken);

    private static string ActionOf(SignInEvent what) => what switch
    {
        SignInEvent.SignIn => "sign-in",
        SignInEvent.SignOut => "sign-out",
        _ => "lock-out",
    };
}

using Worker.Data.Operations;
using Worker.Servicing.Jobs;
using Worker.Servicing.Operations;

namespace Worker.Ops.SignIn;

/// <summary>
/// Tells of every sign-in, sign-out and failure, with name and address and never a password. What was typed as a name is told
/// only where an operator has it: people type passwords into the wrong field. The audit log keeps what an operator did, and
/// lock-outs; single failures are only logged, since anybody can make any number of them.
/// </summary>
internal sealed partial class SignInLog(ILogger<SignInLog> logger, SignInJournal journal, IAuditLog audit, MachineClock clock)
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <returns>False, and none is begun, where another account of the provider is signed in under the same name.</returns>
    /// <exception cref="TimeoutException">The database did not take it in time.</exception>
    public async Task<bool> TryBeginAsync(HttpContext context, SignedInSession session)
    {
        string address = AddressOf(context);
        bool hasBegun = false;
        await WithPatience(async () => hasBegun = await journal.TryBeginAsync(session, address, context.RequestAborted));
        if (hasBegun)
        {
            LogSignedIn(session.Name, address);
        }

        return hasBegun;
    }

    /// <exception cref="TimeoutException">The database did not take it in time.</exception>
    public async Task EndAsync(HttpContext context)
    {
        (Actor actor, string address) = (Actor.Of(context.User), AddressOf(context));
        await WithPatience(() => journal.EndAsync(OperatorSession.IdOf(context.User), actor, address, clock.Now, CancellationToken.None));
        LogSignedOut(actor.Name, address);
    }

    public async Task RefusedAsync(HttpContext context, PasswordAnswer answer)
    {
        switch (answer)
        {
            case { KnownName: null }:
                LogUnknownName(AddressOf(context));
                break;
            case { Outcome: PasswordOutcome.LockedOut }:
                LogLockedOut(answer.KnownName, AddressOf(context));
                break;
            case { Outcome: PasswordOutcome.LocksOut }:
                LogLocksOut(answer.KnownName, AddressOf(context));
                var lockOut = new AuditEntry(clock.Now, new Actor(answer.KnownName), "lock-out", "ops site", null, $"from {AddressOf(context)}");
                await WithPatience(() => audit.WriteAsync(lockOut, CancellationToken.None));
                break;
            default:
                LogWrongPassword(answer.KnownName, AddressOf(context));
                break;
        }
    }

    // An embedded database that is locked blocks whoever writes, for half a minute.
    private Task WithPatience(Func<Task> write) => Task.Run(write, CancellationToken.None).WaitAsync(Patience, clock.Time);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Too many attempts to sign in from {Address}; some are not looked at")]
    public partial void TooMany(string address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sign-in at the provider failed, from {Address}: {Reason}")]
    public partial void ProviderFailed(string address, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The password hash of {Name} is weaker than those of 'worker operator add' are today: make a new one")]
    public partial void HashIsWeak(string name);

    /// <summary>The address a request came from, as far as known proxies tell.</summary>
    public static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "an unknown address";

    [LoggerMessage(Level = LogLevel.Information, Message = "{Name} signed in from {Address}")]
    private partial void LogSignedIn(string name, string address);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Name} signed out from {Address}")]
    private partial void LogSignedOut(string name, string address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sign-in refused: a name that no operator has, from {Address}")]
    private partial void LogUnknownName(string address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sign-in refused: a wrong password for {Name}, from {Address}")]
    private partial void LogWrongPassword(string name, string address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sign-in refused: another wrong password for {Name}, who is locked out now, from {Address}")]
    private partial void LogLocksOut(string name, string address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sign-in refused: {Name} is locked out, from {Address}")]
    private partial void LogLockedOut(string name, string address);
}

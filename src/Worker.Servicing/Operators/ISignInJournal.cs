namespace Worker.Servicing.Operators;

/// <summary>Writes to the audit log who came and went on the ops site.</summary>
public interface ISignInJournal
{
    Task WriteAsync(SignInEvent what, string name, string address, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>What the audit log keeps of the ops site's door.</summary>
public enum SignInEvent
{
    SignIn,

    SignOut,

    /// <summary>A name was locked out after too many wrong passwords.</summary>
    LockOut,
}

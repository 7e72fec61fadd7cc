namespace Worker.Servicing.Operators;

/// <summary>Writes to the audit log who came and went on the ops site.</summary>
public interface ISignInJournal
{
    /// <summary>Writes one line.</summary>
    /// <param name="what">What happened.</param>
    /// <param name="name">The operator's name.</param>
    /// <param name="address">Where from.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task WriteAsync(SignInEvent what, string name, string address, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>What the audit log keeps of the ops site's door.</summary>
public enum SignInEvent
{
    /// <summary>Somebody signed in.</summary>
    SignIn,

    /// <summary>Somebody signed out.</summary>
    SignOut,

    /// <summary>A name was locked out after too many wrong passwords.</summary>
    LockOut,
}

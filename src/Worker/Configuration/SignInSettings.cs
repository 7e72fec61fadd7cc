namespace Worker.Configuration;

/// <summary>The <c>Ops:SignIn</c> section: how long somebody stays signed in, and how often they may be wrong.</summary>
public sealed record SignInSettings
{
    /// <summary><c>IdleMinutes</c>: after so long without a request one has to sign in again.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary><c>MaximumHours</c>: after so long one has to sign in again in any case.</summary>
    public TimeSpan Maximum { get; init; } = TimeSpan.FromHours(12);

    /// <summary><c>MaximumFailures</c>: so many wrong passwords in a row lock a name out.</summary>
    public int MaximumFailures { get; init; } = 5;

    /// <summary><c>LockOutMinutes</c>: for so long a name is locked out, and so long a wrong password is remembered.</summary>
    public TimeSpan LockOut { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary><c>AttemptsPerMinute</c>: so many attempts to sign in are looked at from one address.</summary>
    public int AttemptsPerMinute { get; init; } = 10;
}

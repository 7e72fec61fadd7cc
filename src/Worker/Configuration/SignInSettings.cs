using System.ComponentModel.DataAnnotations;
using Worker.Servicing.Settings;

namespace Worker.Configuration;

/// <summary>The <c>Ops:SignIn</c> section: how long somebody stays signed in, and how often they may be wrong.</summary>
public sealed record SignInSettings
{
    /// <summary>After so long without a request one has to sign in again.</summary>
    [Duration("Minutes", 1, 1440)]
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>After so long one has to sign in again in any case.</summary>
    [Duration("Hours", 1, 168)]
    public TimeSpan Max { get; init; } = TimeSpan.FromHours(12);

    /// <summary>So many wrong passwords in a row lock a name out.</summary>
    [Range(1, 100)]
    public int MaxFailures { get; init; } = 5;

    /// <summary>For so long a name is locked out, and so long a wrong password is remembered.</summary>
    [Duration("Minutes", 1, 1440)]
    public TimeSpan LockOut { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>So many attempts to sign in are looked at from one address.</summary>
    [Range(1, 1000)]
    public int AttemptsPerMinute { get; init; } = 10;
}

using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Identity;
using Worker.Ops.Settings;

namespace Worker.Ops.SignIn;

internal enum PasswordOutcome
{
    Right,

    UnknownName,

    WrongPassword,

    /// <summary>The operator's password is another, and was so once too often: the name is locked out from now on.</summary>
    LocksOut,

    /// <summary>The name is locked out; whether the password was right is not told.</summary>
    LockedOut,

    /// <summary>So many wait to be compared that this one was not looked at.</summary>
    TooMany,
}

/// <summary>
/// Compares names and passwords with the configured operators. Each attempt costs one hash, whether there is such a name,
/// whether it is locked out, whether the password is right: neither answer nor time tells them apart. One at a time, so that
/// parallel guesses can't slip past the lock-out, and sign-in never takes more than one core from the jobs. Who would have to
/// wait behind <see cref="LongestQueue"/> others is not looked at.
/// </summary>
internal sealed class PasswordCheck : IDisposable
{
    /// <summary>So many wait at most: a comparison takes a fifth of a second or so.</summary>
    public const int LongestQueue = 20;

    private readonly FrozenDictionary<string, OperatorAccount> accounts;
    private readonly OperatorAccount nobody;
    private readonly LockOut lockOut;
    private readonly ConcurrencyLimiter oneAtATime = new(new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = LongestQueue });

    public PasswordCheck(OpsSettings settings, LockOut lockOut)
    {
        accounts = settings.Operators.ToFrozenDictionary(account => account.Name, StringComparer.Ordinal);
        this.lockOut = lockOut;
        int iterations = settings.Operators.Select(account => PasswordHash.IterationsOf(account.PasswordHash)).DefaultIfEmpty(PasswordHash.Iterations).Max();
        string password = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        nobody = new OperatorAccount("", OperatorRole.Viewer, PasswordHash.Of(password, iterations));
    }

    /// <summary>Compares; the account is null unless the outcome is <see cref="PasswordOutcome.Right"/>.</summary>
    public async Task<PasswordAnswer> CompareAsync(string name, string password, CancellationToken cancellationToken)
    {
        OperatorAccount? account = accounts.GetValueOrDefault(name.Trim().ToLowerInvariant());
        using RateLimitLease turn = await WaitAsync(cancellationToken);
        if (!turn.IsAcquired)
        {
            return new PasswordAnswer(PasswordOutcome.TooMany, null, null, false);
        }

        bool isTooLong = password.Length > PasswordHash.MaximumLength;
        PasswordVerificationResult result = PasswordHash.Compare(account ?? nobody, isTooLong ? "" : password);
        return account is null
            ? new PasswordAnswer(PasswordOutcome.UnknownName, null, null, false)
            : Judge(account, isTooLong ? PasswordVerificationResult.Failed : result);
    }

    /// <summary>Waits for one's turn as a comparison does.</summary>
    internal ValueTask<RateLimitLease> WaitAsync(CancellationToken cancellationToken) => oneAtATime.AcquireAsync(permitCount: 1, cancellationToken);

    public void Dispose() => oneAtATime.Dispose();

    private PasswordAnswer Judge(OperatorAccount account, PasswordVerificationResult result)
    {
        if (lockOut.Holds(account.Name))
        {
            return new PasswordAnswer(PasswordOutcome.LockedOut, null, account.Name, false);
        }

        if (result == PasswordVerificationResult.Failed)
        {
            PasswordOutcome outcome = lockOut.Count(account.Name) ? PasswordOutcome.LocksOut : PasswordOutcome.WrongPassword;
            return new PasswordAnswer(outcome, null, account.Name, false);
        }

        lockOut.Clear(account.Name);
        return new PasswordAnswer(PasswordOutcome.Right, account, account.Name, result == PasswordVerificationResult.SuccessRehashNeeded);
    }
}

/// <param name="Account">The operator; null unless they belong together.</param>
/// <param name="KnownName">The operator's name; null when there is none. What was typed may be a password in the wrong field.</param>
/// <param name="IsHashWeak">Whether the hash was made with less than is made today.</param>
internal sealed record PasswordAnswer(PasswordOutcome Outcome, OperatorAccount? Account, string? KnownName, bool IsHashWeak);

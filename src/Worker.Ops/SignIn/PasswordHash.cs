using System.Buffers.Binary;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Worker.Ops.Settings;

namespace Worker.Ops.SignIn;

/// <summary>
/// Hashes of passwords: PBKDF2, in the format of ASP.NET Core Identity (version 3), which says with each hash its algorithm,
/// iterations and salt. So they can be made stronger later, and what was made before still holds.
/// </summary>
public static class PasswordHash
{
    /// <summary>Iterations of HMAC-SHA-512, as OWASP recommends them (Password Storage Cheat Sheet, 2023).</summary>
    public const int Iterations = 210_000;

    /// <summary>The shortest password, in UTF-16 units: a phrase rather than a word.</summary>
    public const int MinimumLength = 12;

    /// <summary>The longest password, in UTF-16 units.</summary>
    public const int MaximumLength = 1024;

    private const int LeastIterations = 100_000;
    private const int HeaderLength = 13;
    private const int LeastBytes = 16;
    private const byte Version3 = 1;
    private const uint HmacSha256 = 1;
    private const uint HmacSha512 = 2;

    private static readonly PasswordHasher<OperatorAccount> Today = HasherOf(Iterations);

    public static string Of(string password) => Today.HashPassword(null!, password);

    /// <summary>Makes a hash that takes as long to check as those of an account do.</summary>
    public static string Of(string password, int iterations) => HasherOf(iterations).HashPassword(null!, password);

    /// <summary>Compares a password with an account's hash, in a time that does not depend on the password.</summary>
    public static PasswordVerificationResult Compare(OperatorAccount account, string password) =>
        Today.VerifyHashedPassword(account, account.PasswordHash, password);

    /// <summary>Whether a text is a hash that can be relied on: PBKDF2 with SHA-256 or SHA-512, at least 100,000 iterations, 16 bytes of salt and 16 of hash.</summary>
    public static bool IsOne(string text) => IterationsOf(text) >= LeastIterations;

    /// <summary>The iterations that a hash was made with; 0 when it is none.</summary>
    public static int IterationsOf(string text)
    {
        byte[] bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out int length) || length < HeaderLength || bytes[0] != Version3)
        {
            return 0;
        }

        uint algorithm = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(1));
        uint iterations = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(5));
        uint salt = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(9));
        bool isSound = algorithm is HmacSha256 or HmacSha512
            && iterations <= int.MaxValue
            && salt >= LeastBytes
            && length - HeaderLength - (long)salt >= LeastBytes;
        return isSound ? (int)iterations : 0;
    }

    private static PasswordHasher<OperatorAccount> HasherOf(int iterations) =>
        new(Options.Create(new PasswordHasherOptions { IterationCount = iterations }));
}

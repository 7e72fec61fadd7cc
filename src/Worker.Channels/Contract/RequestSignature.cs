using System.Security.Cryptography;

namespace Worker.Channels.Contract;

/// <summary>The signature of the gateway contract: HMAC-SHA256 over <c>&lt;timestamp&gt;.&lt;raw body&gt;</c>, of a GET over <c>&lt;timestamp&gt;.&lt;path and query from /v1 on&gt;</c>, in lower-case hex.</summary>
internal static class RequestSignature
{
    /// <summary>How far a timestamp may be off, either way.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);

    /// <summary>Signs what already stands in one piece: timestamp, dot and what follows it.</summary>
    public static string Of(ReadOnlySpan<byte> key, ReadOnlySpan<byte> timestampDotBody)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, timestampDotBody, hash);
        return Convert.ToHexStringLower(hash);
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Worker.Channels.Contract;
using Worker.Servicing.Jobs;

namespace Worker.Channels.Sandbox;

/// <summary>Accepts only what was recently signed with the secret.</summary>
internal sealed class SignatureCheck(string secret, MachineClock clock)
{
    private readonly byte[] key = Encoding.UTF8.GetBytes(secret);

    /// <summary>Why the request is refused; null if it is accepted.</summary>
    /// <param name="content">The body; for a GET its path and query.</param>
    public Refusal? Refuse(IHeaderDictionary headers, ReadOnlySpan<byte> content)
    {
        StringValues timestamps = headers[GatewayHeaders.Timestamp];
        StringValues signatures = headers[GatewayHeaders.Signature];
        if (timestamps is not [{ Length: > 0 and < 16 } timestamp] || signatures is not [{ } signature])
        {
            return Refusal.Signature("One timestamp and one signature are needed.");
        }

        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
            || Math.Abs(clock.Now.ToUnixTimeSeconds() - seconds) > RequestSignature.Tolerance.TotalSeconds)
        {
            return Refusal.Signature("The timestamp is too far off.");
        }

        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(Expected(timestamp, content)))
            ? null
            : Refusal.Signature("The signature is wrong.");
    }

    private string Expected(string timestamp, ReadOnlySpan<byte> content)
    {
        byte[] signed = new byte[timestamp.Length + 1 + content.Length];
        int dot = Encoding.ASCII.GetBytes(timestamp, signed);
        signed[dot] = (byte)'.';
        content.CopyTo(signed.AsSpan(dot + 1));
        return RequestSignature.Of(key, signed);
    }
}

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.RateLimiting;
using Worker.Ops.Settings;

namespace Worker.Ops.SignIn;

internal static class SignInRate
{
    public const string Policy = "sign-in";

    private const int NetworkBytes = 8;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static void Configure(RateLimiterOptions options, SignInSettings settings)
    {
        options.AddPolicy(Policy, context => RateLimitPartition.GetFixedWindowLimiter(
            PartitionOf(context.Connection.RemoteIpAddress),
            _ => new FixedWindowRateLimiterOptions { PermitLimit = settings.AttemptsPerMinute, Window = Window }));
        options.OnRejected = RefuseAsync;
    }

    /// <summary>Who has one IPv6 address has the whole /64 it is in.</summary>
    public static string PartitionOf(IPAddress? address)
    {
        IPAddress? plain = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        return plain is { AddressFamily: AddressFamily.InterNetworkV6 } ? Convert.ToHexString(plain.GetAddressBytes().AsSpan(0, NetworkBytes)) : $"{plain}";
    }

    private static async ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        HttpContext context = rejected.HttpContext;
        if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan after))
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(after.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        context.RequestServices.GetRequiredService<SignInLog>().TooMany(SignInLog.AddressOf(context));
        RazorComponentResult<SignInPage> page = SignInEndpoints.Page(context, Texts.Site["TooManyAttempts"], "/", StatusCodes.Status429TooManyRequests);
        await page.ExecuteAsync(context);
    }
}

using System.Net;

namespace Worker.Ops.Access;

/// <summary>Where a request comes from, as its connection tells, before any header is believed.</summary>
public sealed record ConnectionOrigin(bool IsLoopback)
{
    private static readonly string[] LeftByProxies =
        ["Forwarded", "X-Forwarded", "X-Original-", "X-Real-IP", "X-Client-IP", "X-Cluster-Client-IP", "True-Client-IP", "CF-Connecting-IP", "Via"];

    /// <remarks>
    /// A page in a browser can have its own name resolve to 127.0.0.1, so that <c>Host</c> and <c>Origin</c> have to be names
    /// of loopback. Proxies give themselves away by what they add, or by HTTP/1.0, which some speak by default and no browser
    /// does. One that hides all that can't be told from somebody at the keyboard: docs/sign-in.md says what to do about it.
    /// </remarks>
    public static ConnectionOrigin Of(HttpContext context) => new(
        IsLoopbackAddress(context.Connection.RemoteIpAddress)
        && IsLoopbackAddress(context.Connection.LocalIpAddress)
        && IsLoopbackName(context.Request.Host)
        && HasLoopbackOrigin(context.Request)
        && !HttpProtocol.IsHttp10(context.Request.Protocol)
        && !context.Request.Headers.Keys.Any(IsLeftByProxy));

    private static bool IsLoopbackAddress(IPAddress? address) =>
        address is not null && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private static bool IsLoopbackName(HostString host) =>
        host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Host, out IPAddress? address) && IPAddress.IsLoopback(address));

    private static bool HasLoopbackOrigin(HttpRequest request) =>
        request.Headers.Origin.All(origin => Uri.TryCreate(origin, UriKind.Absolute, out Uri? address) && IsLoopbackName(new HostString(address.Host)));

    private static bool IsLeftByProxy(string header) =>
        LeftByProxies.Any(known => header.StartsWith(known, StringComparison.OrdinalIgnoreCase));
}

/// <summary>Comes first of all, and keeps where a request comes from before forwarded headers change what can be seen of it.</summary>
internal sealed class ConnectionOriginMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        context.Features.Set(ConnectionOrigin.Of(context));
        return next(context);
    }
}

internal static class Listener
{
    private const string Section = "Kestrel";
    private const string Endpoints = "Endpoints";

    /// <summary>
    /// Makes the web server listen at <paramref name="url"/> only. Certificates and limits of its own section are used; its endpoints
    /// are ignored, those from the environment too: they would bypass the checks of <c>Ops:Url</c>.
    /// </summary>
    public static void ListenOnlyAt(this WebApplicationBuilder builder, string url)
    {
        builder.WebHost.UseUrls(url);
        builder.WebHost.ConfigureKestrel((context, options) =>
        {
            IEnumerable<KeyValuePair<string, string?>> rest = context.Configuration.GetSection(Section).AsEnumerable(makePathsRelative: true)
                .Where(entry => entry.Value is not null && !entry.Key.StartsWith($"{Endpoints}:", StringComparison.OrdinalIgnoreCase));
            options.Configure(new ConfigurationBuilder().AddInMemoryCollection(rest).Build());
        });
    }
}

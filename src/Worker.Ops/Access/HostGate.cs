using System.Net;
using Worker.Ops.Settings;

namespace Worker.Ops.Access;

/// <summary>
/// Once somebody can sign in, answers only under the site's own names: addresses that we make of the request's
/// <c>Host</c> then lead nowhere else. Probes of health ask by whatever address they know, and get no address back.
/// </summary>
internal sealed class HostGate(RequestDelegate next, OpsSettings settings)
{
    private static readonly PathString Health = "/health";

    private readonly HashSet<string> names = new(
        new[] { "localhost", "127.0.0.1", "[::1]", Environment.MachineName, BindingAddress.Parse(settings.Url).Host }.Concat(settings.Hosts)
            .Select(name => AddressOf(name)?.IdnHost).OfType<string>(),
        StringComparer.OrdinalIgnoreCase);

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments(Health, StringComparison.OrdinalIgnoreCase))
        {
            return next(context);
        }

        // A port beyond all ports gets past the web server, and stops whatever makes an address of it.
        return AddressOf(context.Request.Host.Value) is not { } address
            ? context.Response.RefuseAsync(StatusCodes.Status400BadRequest, Texts.Site["NoHost"])
            : settings.HasSignIn && !IsOurs(address, context.Connection.LocalIpAddress)
                ? context.Response.RefuseAsync(StatusCodes.Status400BadRequest, Texts.Site["UnknownHost"])
                : next(context);
    }

    private bool IsOurs(Uri address, IPAddress? local) =>
        names.Contains(address.IdnHost)
        || (IPAddress.TryParse(address.IdnHost, out IPAddress? host) && local is not null && host.MapToIPv6().Equals(local.MapToIPv6()));

    private static Uri? AddressOf(string? host) =>
        !string.IsNullOrEmpty(host) && Uri.TryCreate($"http://{host}/", UriKind.Absolute, out Uri? address) && address is { UserInfo: "", PathAndQuery: "/" }
            ? address
            : null;
}

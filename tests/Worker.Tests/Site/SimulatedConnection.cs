using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Worker.Tests.Site;

/// <summary>Stands before everything else and makes a connection look as a test wants it: from another address, over TLS.</summary>
public sealed class SimulatedConnection : IStartupFilter
{
    public const string Remote = "Test-Remote";
    public const string Local = "Test-Local";
    public const string Scheme = "Test-Scheme";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((HttpContext context, RequestDelegate rest) =>
        {
            IHeaderDictionary headers = context.Request.Headers;
            if (headers.Remove(Remote, out Microsoft.Extensions.Primitives.StringValues remote))
            {
                context.Connection.RemoteIpAddress = remote == "none" ? null : IPAddress.Parse(remote.ToString());
            }

            if (headers.Remove(Local, out Microsoft.Extensions.Primitives.StringValues local))
            {
                context.Connection.LocalIpAddress = IPAddress.Parse(local.ToString());
            }

            if (headers.Remove(Scheme, out Microsoft.Extensions.Primitives.StringValues scheme))
            {
                context.Request.Scheme = scheme.ToString();
            }

            return rest(context);
        });
        next(app);
    };
}

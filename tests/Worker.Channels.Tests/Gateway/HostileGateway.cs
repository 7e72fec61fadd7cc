using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Worker.Channels.Tests.Gateway;

/// <summary>A real server on loopback that answers whatever a test wants, and remembers what it was sent.</summary>
public sealed class HostileGateway : IAsyncDisposable
{
    private readonly WebApplication server;

    private HostileGateway(WebApplication server) => this.server = server;

    public Uri BaseUrl => new(server.Urls.Single());

    public ConcurrentQueue<Received> Requests { get; } = [];

    public static async Task<HostileGateway> StartAsync(Func<HttpContext, int, Task> answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        var gateway = new HostileGateway(builder.Build());
        int count = 0;
        gateway.server.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            gateway.Requests.Enqueue(new Received(
                context.Request.Method,
                context.Request.Path.Value!,
                context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                body.ToArray()));
            await answer(context, Interlocked.Increment(ref count));
        });
        await gateway.server.StartAsync();
        return gateway;
    }

    /// <summary>A gateway that always answers one thing.</summary>
    public static Task<HostileGateway> StartAsync(int status, string? contentType, string body) =>
        StartAsync((context, _) => WriteAsync(context, status, contentType, body));

    public static async Task WriteAsync(HttpContext context, int status, string? contentType, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        if (body.Length > 0)
        {
            await context.Response.WriteAsync(body);
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await server.StopAsync(atOnce.Token);
        await server.DisposeAsync();
    }

    public sealed record Received(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body);
}

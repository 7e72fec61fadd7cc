using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Worker.Servicing.Jobs;

namespace Worker.Channels.Sandbox;

/// <summary>
/// A gateway on loopback that keeps the gateway contract, follows the rules in its tokens, and has its own ledger: in place of a
/// payment provider, it can be asked afterwards what it debited.
/// </summary>
public sealed class SandboxGateway : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly SandboxBook book;
    private readonly CancellationTokenSource stopping = new();
    private int disposed;

    private SandboxGateway(WebApplication server, SandboxBook book, string secret)
    {
        this.server = server;
        this.book = book;
        Secret = secret;
    }

    /// <summary>Where it answers: <c>http://127.0.0.1:port</c>.</summary>
    public Uri BaseUrl { get; private set; } = null!;

    /// <summary>The secret that requests must be signed with.</summary>
    public string Secret { get; }

    /// <summary>Starts a sandbox; it answers from when this returns until it is disposed.</summary>
    /// <exception cref="IOException">The port is taken, or the state file can't be used or is in use by another sandbox.</exception>
    /// <exception cref="InvalidDataException">The state file holds something else.</exception>
    /// <exception cref="TimeZoneNotFoundException">The system doesn't know <see cref="SandboxOptions.Zone"/>.</exception>
    public static async Task<SandboxGateway> StartAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(options.Secret, nameof(options));
        var sandbox = new SandboxGateway(Build(options.Port), new SandboxBook(options), options.Secret);
        try
        {
            await sandbox.AnswerAsync(options.MachineClock, cancellationToken);
            return sandbox;
        }
        catch
        {
            await sandbox.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops answering, ends requests that are kept waiting, and closes the state file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
        {
            return;
        }

        await stopping.CancelAsync();
        await server.StopAsync();
        await server.DisposeAsync();
        stopping.Dispose();
        book.Dispose();
    }

    private async Task AnswerAsync(MachineClock clock, CancellationToken cancellationToken)
    {
        var endpoints = new SandboxEndpoints(book, new SignatureCheck(Secret, clock), clock, stopping.Token);
        server.Run(endpoints.HandleAsync);
        await server.StartAsync(cancellationToken);
        BaseUrl = new Uri(server.Urls.Single());
    }

    private static WebApplication Build(int port)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddSingleton<IHostLifetime, GuestLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        return builder.Build();
    }

    /// <summary>The sandbox runs inside another host's process and leaves its signals alone.</summary>
    private sealed class GuestLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

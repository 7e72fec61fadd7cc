using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.Mail;
using SmtpServer.Net;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Worker.Testing;

/// <summary>How a mail server's connections are secured.</summary>
public enum MailServerTls
{
    None,

    /// <summary>Where the client asks for it.</summary>
    Offered,

    /// <summary>From the first byte on.</summary>
    Always,
}

/// <summary>A well-behaved SMTP server on loopback. What a server does that is not, a test scripts: <see cref="SmtpSink"/>.</summary>
public sealed class MailServer : MessageStore, IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentQueue<SinkMail> mails = new();
    private readonly ConcurrentQueue<string> commands = new();
    private readonly X509Certificate2 certificate = SelfSigned();
    private readonly Task serving;
    private int connections;

    private MailServer(MailServerTls tls, (string UserName, string Password)? credentials)
    {
        ISmtpServerOptions options = new SmtpServerOptionsBuilder().ServerName("localhost").Endpoint(endpoint =>
        {
            endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, 0)).IsSecure(tls == MailServerTls.Always)
                .AllowUnsecureAuthentication().AuthenticationRequired(credentials is not null);
            if (tls != MailServerTls.None)
            {
                endpoint.Certificate(certificate);
            }
        }).Build();
        var listeners = new EndpointListenerFactory();
        listeners.EndpointStarted += (_, started) => Port = ((IPEndPoint)started.LocalEndPoint).Port;
        var services = new SmtpServer.ComponentModel.ServiceProvider();
        services.Add(listeners);
        services.Add((IMessageStore)this);
        services.Add((IUserAuthenticator)new DelegatingUserAuthenticator((user, password) => (user, password) == credentials));
        var server = new SmtpServer.SmtpServer(options, services);
        server.SessionCreated += (_, created) =>
        {
            Interlocked.Increment(ref connections);
            created.Context.CommandExecuting += (_, executing) => commands.Enqueue(executing.Command.Name);
        };
        serving = server.StartAsync(stopping.Token);
    }

    public int Port { get; private set; }

    public IReadOnlyList<SinkMail> Mails => [.. mails];

    public int MailCount => mails.Count;

    public int ConnectionCount => Volatile.Read(ref connections);

    /// <summary>The names of the commands that clients gave.</summary>
    public IReadOnlyList<string> Commands => [.. commands];

    /// <param name="credentials">Takes mail only from who signs in with these.</param>
    public static MailServer Start(MailServerTls tls = MailServerTls.None, (string UserName, string Password)? credentials = null) => new(tls, credentials);

    /// <summary>Whether a certificate is the server's own.</summary>
    public bool IsOwn(X509Certificate? other) => other?.GetCertHashString() == certificate.GetCertHashString();

    public override Task<SmtpResponse> SaveAsync(
        ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
    {
        mails.Enqueue(new SinkMail(transaction.From.AsAddress(), [.. transaction.To.Select(to => to.AsAddress())], Encoding.UTF8.GetString(buffer))
        {
            IsSecured = context.Pipe.IsSecure,
            UserName = context.Authentication.User,
        });
        return Task.FromResult(SmtpResponse.Ok);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        certificate.Dispose();
        stopping.Dispose();
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));

        // Some platforms serve TLS only with a key that came from a file.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), password: null);
    }
}

using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Worker.Testing;

/// <summary>A mail as the sink took it.</summary>
/// <param name="From">The envelope's sender.</param>
/// <param name="Recipients">The envelope's recipients.</param>
/// <param name="Data">Headers and body, dots unstuffed.</param>
/// <param name="IsSecured">Whether it came over TLS.</param>
/// <param name="UserName">Who had signed in.</param>
public sealed record SinkMail(string From, IReadOnlyList<string> Recipients, string Data, bool IsSecured, string? UserName)
{
    public ParsedMail Parse() => ParsedMail.Parse(Data);
}

/// <summary>What the sink offers.</summary>
public sealed record SmtpSinkSettings
{
    /// <summary>A certificate made for the occasion secures the connection where the client asks for it.</summary>
    public bool OffersStartTls { get; init; }

    /// <summary>Takes mail only from who signs in with these.</summary>
    public (string UserName, string Password)? Credentials { get; init; }

    public bool OffersInternationalAddresses { get; init; } = true;

    /// <summary>False to count mails only.</summary>
    public bool KeepsMails { get; init; } = true;
}

/// <summary>An SMTP server on loopback that takes every mail, but for what a test scripts.</summary>
public sealed class SmtpSink : IAsyncDisposable
{
    /// <summary>A script's answer: close the connection without a word.</summary>
    public const string Drop = "(drop)";

    /// <summary>A script's answer: say nothing, for ever.</summary>
    public const string Hang = "(hang)";

    private readonly SmtpSinkSettings settings;
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentQueue<SinkMail> mails = new();
    private readonly ConcurrentQueue<string> commands = new();
    private readonly ConcurrentDictionary<Task, bool> sessions = [];
    private readonly ConcurrentDictionary<TcpClient, bool> clients = [];
    private readonly TaskCompletionSource hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly X509Certificate2? certificate;
    private TcpListener? listener;
    private Task accepting = Task.CompletedTask;
    private int connections;
    private int mailCount;

    private SmtpSink(SmtpSinkSettings settings)
    {
        this.settings = settings;
        certificate = settings.OffersStartTls ? SelfSigned() : null;
        Open(port: 0);
    }

    public static string Host => "127.0.0.1";

    public int Port { get; private set; }

    /// <summary>
    /// Asked before every answer with the client's line: <c>(connect)</c> for the greeting, <c>.</c> at the end of a mail.
    /// Gives the reply line to answer instead, <see cref="Drop"/>, <see cref="Hang"/>, or null to do the usual.
    /// </summary>
    public Func<string, string?>? Script { get; set; }

    /// <summary>Completes when a script's <see cref="Hang"/> took effect.</summary>
    public Task Hanging => hanging.Task;

    public IReadOnlyList<SinkMail> Mails => [.. mails];

    /// <summary>Every line that clients sent, bodies and secrets apart.</summary>
    public IReadOnlyList<string> Commands => [.. commands];

    public int MailCount => Volatile.Read(ref mailCount);

    public int ConnectionCount => Volatile.Read(ref connections);

    public static SmtpSink Start(SmtpSinkSettings? settings = null) => new(settings ?? new SmtpSinkSettings());

    /// <summary>Answers every recipient whose address contains a text with a line.</summary>
    public void RefuseRecipient(string addressPart, string reply) =>
        Script = line => line.StartsWith("RCPT ", StringComparison.Ordinal) && line.Contains(addressPart, StringComparison.Ordinal) ? reply : null;

    /// <summary>Goes down: no new connections, and the open ones break.</summary>
    public void GoDown()
    {
        listener?.Stop();
        BreakConnections();
    }

    /// <summary>Closes every open connection as a server does that waited long enough.</summary>
    public void BreakConnections()
    {
        foreach (TcpClient client in clients.Keys)
        {
            client.Close();
        }
    }

    /// <summary>Comes back on the same port.</summary>
    public void ComeBack() => Open(Port);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        GoDown();
        await accepting;
        await Task.WhenAll(sessions.Keys);
        certificate?.Dispose();
        stopping.Dispose();
    }

    private void Open(int port)
    {
        listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync(listener);
    }

    private async Task AcceptAsync(TcpListener open)
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await open.AcceptTcpClientAsync(stopping.Token);
            }
            catch (Exception error) when (error is SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            Interlocked.Increment(ref connections);
            client.NoDelay = true;
            clients[client] = true;
            Task session = ServeAsync(client);
            sessions[session] = true;
            _ = session.ContinueWith(done => sessions.TryRemove(done, out _), TaskScheduler.Default);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            await using var session = new Session(this, client);
            await session.RunAsync(stopping.Token);
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException or ObjectDisposedException
            or InvalidOperationException or System.Security.Authentication.AuthenticationException)
        {
            // The client, or the test, broke it off.
        }
        finally
        {
            clients.TryRemove(client, out _);
            client.Dispose();
        }
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

    private sealed class Session(SmtpSink sink, TcpClient client) : IAsyncDisposable
    {
        private readonly List<string> recipients = [];
        private Stream stream = client.GetStream();
        private PipeReader reader = PipeReader.Create(client.GetStream());
        private string? from;
        private string? userName;
        private bool isSecured;

        public async Task RunAsync(CancellationToken cancellationToken)
        {
            if (!await ReplyAsync("(connect)", "220 sink ready", cancellationToken))
            {
                return;
            }

            while (await ReadLineAsync(cancellationToken) is { } line)
            {
                sink.commands.Enqueue(line.StartsWith("AUTH", StringComparison.OrdinalIgnoreCase) ? "AUTH" : line);
                if (!await HandleAsync(line, cancellationToken))
                {
                    return;
                }
            }
        }

        public async ValueTask DisposeAsync()
        {
            await reader.CompleteAsync();
            await stream.DisposeAsync();
        }

        private async Task<bool> HandleAsync(string line, CancellationToken cancellationToken)
        {
            switch (line.Split([' ', ':'], 2)[0].ToUpperInvariant())
            {
                case "EHLO":
                    return await ReplyAsync(line, Extensions(), cancellationToken);
                case "HELO" or "NOOP":
                    return await ReplyAsync(line, "250 sink", cancellationToken);
                case "STARTTLS" when sink.certificate is not null:
                    return await StartTlsAsync(line, cancellationToken);
                case "AUTH" when sink.settings.Credentials is not null:
                    return await AuthenticateAsync(line, cancellationToken);
                case "MAIL" when sink.settings.Credentials is not null && userName is null:
                    return await ReplyAsync(line, "530 5.7.0 Authentication required", cancellationToken);
                case "MAIL" when from is not null:
                    return await ReplyAsync(line, "503 5.5.1 Nested MAIL", cancellationToken);
                case "MAIL":
                    return await ReplyAsync(line, "250 2.1.0 Ok", cancellationToken, () => from = Address(line));
                case "RCPT" when from is null:
                    return await ReplyAsync(line, "503 5.5.1 Need MAIL", cancellationToken);
                case "RCPT":
                    return await ReplyAsync(line, "250 2.1.5 Ok", cancellationToken, () => recipients.Add(Address(line)));
                case "DATA" when recipients.Count == 0:
                    return await ReplyAsync(line, "554 5.5.1 No valid recipients", cancellationToken);
                case "DATA":
                    return await TakeMailAsync(line, cancellationToken);
                case "RSET":
                    Reset();
                    return await ReplyAsync(line, "250 2.0.0 Ok", cancellationToken);
                case "QUIT":
                    await ReplyAsync(line, "221 2.0.0 Bye", cancellationToken);
                    return false;
                default:
                    return await ReplyAsync(line, "502 5.5.2 Unknown command", cancellationToken);
            }
        }

        private string Extensions()
        {
            var lines = new StringBuilder("250-sink\r\n250-8BITMIME\r\n");
            if (sink.settings.OffersInternationalAddresses)
            {
                lines.Append("250-SMTPUTF8\r\n");
            }

            if (sink.certificate is not null && !isSecured)
            {
                lines.Append("250-STARTTLS\r\n");
            }

            if (sink.settings.Credentials is not null)
            {
                lines.Append("250-AUTH LOGIN\r\n");
            }

            return lines.Append("250 HELP").ToString();
        }

        private async Task<bool> StartTlsAsync(string line, CancellationToken cancellationToken)
        {
            if (!await ReplyAsync(line, "220 2.0.0 Ready to start TLS", cancellationToken))
            {
                return false;
            }

            var secured = new SslStream(stream);
            await secured.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions { ServerCertificate = sink.certificate }, cancellationToken);
            stream = secured;
            reader = PipeReader.Create(secured);
            isSecured = true;
            Reset();
            return true;
        }

        private async Task<bool> AuthenticateAsync(string line, CancellationToken cancellationToken)
        {
            // AUTH LOGIN, with the user name in the first line or after a prompt.
            string[] words = line.Split(' ');
            string? name = words.Length > 2 ? words[2] : null;
            if (name is null)
            {
                await WriteAsync("334 VXNlcm5hbWU6", cancellationToken);
                name = await ReadLineAsync(cancellationToken) ?? "";
            }

            await WriteAsync("334 UGFzc3dvcmQ6", cancellationToken);
            string password = await ReadLineAsync(cancellationToken) ?? "";
            bool isRight = (Decode(name), Decode(password)) == sink.settings.Credentials;
            return isRight
                ? await ReplyAsync("AUTH", "235 2.7.0 Welcome", cancellationToken, () => userName = Decode(name))
                : await ReplyAsync("AUTH", "535 5.7.8 Wrong credentials", cancellationToken);
        }

        private async Task<bool> TakeMailAsync(string line, CancellationToken cancellationToken)
        {
            bool isAsked = false;
            if (!await ReplyAsync(line, "354 Go ahead", cancellationToken, () => isAsked = true))
            {
                return false;
            }

            if (!isAsked)
            {
                return true;
            }

            string? data = await ReadDataAsync(cancellationToken);
            if (data is null)
            {
                return false;
            }

            // Kept before the answer goes out: whoever was told 250 finds it.
            var mail = new SinkMail(from!, [.. recipients], data, isSecured, userName);
            Reset();
            return await ReplyAsync(".", "250 2.0.0 Taken", cancellationToken, () =>
            {
                Interlocked.Increment(ref sink.mailCount);
                if (sink.settings.KeepsMails)
                {
                    sink.mails.Enqueue(mail);
                }
            });
        }

        private async Task<bool> ReplyAsync(string line, string usual, CancellationToken cancellationToken, Action? onUsual = null)
        {
            string? scripted = sink.Script?.Invoke(line);
            switch (scripted)
            {
                case Drop:
                    return false;
                case Hang:
                    sink.hanging.TrySetResult();
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                    return false;
                case null:
                    onUsual?.Invoke();
                    break;
            }

            await WriteAsync(scripted ?? usual, cancellationToken);
            return true;
        }

        private void Reset()
        {
            from = null;
            recipients.Clear();
        }

        private async Task WriteAsync(string reply, CancellationToken cancellationToken) =>
            await stream.WriteAsync(Encoding.UTF8.GetBytes(reply + "\r\n"), cancellationToken);

        private async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
        {
            while (true)
            {
                ReadResult read = await reader.ReadAsync(cancellationToken);
                if (TryTake(read.Buffer, "\r\n"u8, out ReadOnlySequence<byte> line, out SequencePosition next))
                {
                    string text = Encoding.UTF8.GetString(line);
                    reader.AdvanceTo(next);
                    return text;
                }

                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                if (read.IsCompleted)
                {
                    return null;
                }
            }
        }

        private async Task<string?> ReadDataAsync(CancellationToken cancellationToken)
        {
            while (true)
            {
                ReadResult read = await reader.ReadAsync(cancellationToken);
                if (TryTake(read.Buffer, "\r\n.\r\n"u8, out ReadOnlySequence<byte> data, out SequencePosition next))
                {
                    string text = sink.settings.KeepsMails ? Encoding.UTF8.GetString(data) : "";
                    reader.AdvanceTo(next);
                    return text.Replace("\r\n..", "\r\n.", StringComparison.Ordinal) + "\r\n";
                }

                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                if (read.IsCompleted)
                {
                    return null;
                }

                AcknowledgeAtOnce();
            }
        }

        // A mail never fills two segments of loopback's 64 KB, so the system would take 40 ms to acknowledge what it has,
        // and a client that leaves Nagle's algorithm on would send the rest of the mail only then.
        private void AcknowledgeAtOnce()
        {
            const int tcp = 6;
            const int quickAcknowledge = 12;
            if (OperatingSystem.IsLinux())
            {
                client.Client.SetRawSocketOption(tcp, quickAcknowledge, [1, 0, 0, 0]);
            }
        }

        private static bool TryTake(
            in ReadOnlySequence<byte> buffer, ReadOnlySpan<byte> end, out ReadOnlySequence<byte> taken, out SequencePosition next)
        {
            var sequence = new SequenceReader<byte>(buffer);
            bool found = sequence.TryReadTo(out taken, end);
            next = sequence.Position;
            return found;
        }

        private static string Address(string line) => line[(line.IndexOf('<') + 1)..line.IndexOf('>')];

        private static string Decode(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
    }
}

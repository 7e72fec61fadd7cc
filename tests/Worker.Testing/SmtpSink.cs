using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Worker.Testing;

/// <summary>A mail as a server took it.</summary>
/// <param name="From">The envelope's sender.</param>
/// <param name="Recipients">The envelope's recipients.</param>
/// <param name="Data">Headers and body, dots unstuffed.</param>
public sealed record SinkMail(string From, IReadOnlyList<string> Recipients, string Data)
{
    /// <summary>Whether it came over TLS.</summary>
    public bool IsSecured { get; init; }

    /// <summary>Who had signed in.</summary>
    public string? UserName { get; init; }

    public ParsedMail Parse() => ParsedMail.Parse(Data);
}

/// <summary>What the sink offers.</summary>
public sealed record SmtpSinkSettings
{
    /// <summary>What it says it can do, the words after <c>EHLO</c>; what becomes of a command of it is for the script to say.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = ["SMTPUTF8"];

    /// <summary>
    /// Takes commands in one go, and does not answer <c>MAIL</c> before the command after it has come: a client that waits
    /// for the answer waits for ever.
    /// </summary>
    public bool OffersPipelining { get; init; }

    /// <summary>False to count mails only.</summary>
    public bool KeepsMails { get; init; } = true;
}

/// <summary>A server on loopback that answers what a test scripts, and takes every mail else: what a well-behaved one
/// (<see cref="MailServer"/>) never does.</summary>
public sealed partial class SmtpSink : IAsyncDisposable
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
    private TcpListener? listener;
    private Task accepting = Task.CompletedTask;
    private int connections;
    private int mailCount;

    private SmtpSink(SmtpSinkSettings settings)
    {
        this.settings = settings;
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

    /// <summary>Every line that clients sent, bodies apart.</summary>
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

    /// <summary>Completes when every client has gone and what they left behind was taken.</summary>
    public Task WhenAllHaveLeftAsync() => Task.WhenAll(sessions.Keys);

    /// <summary>Comes back on the same port.</summary>
    public void ComeBack() => Open(Port);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        GoDown();
        await accepting;
        await Task.WhenAll(sessions.Keys);
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
            or InvalidOperationException)
        {
            // The client, or the test, broke it off.
        }
        finally
        {
            clients.TryRemove(client, out _);
            client.Dispose();
        }
    }
}

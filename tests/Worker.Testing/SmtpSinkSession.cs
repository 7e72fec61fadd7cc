using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Worker.Testing;

/// <content>What goes on over one connection.</content>
public sealed partial class SmtpSink
{
    private sealed class Session(SmtpSink sink, TcpClient client) : IAsyncDisposable
    {
        private readonly List<string> recipients = [];
        private Stream stream = client.GetStream();
        private SinkReader reader = new(client.GetStream(), client.Client);
        private string? from;
        private string? userName;
        private bool isSecured;
        private string heldBack = "";

        public async Task RunAsync(CancellationToken cancellationToken)
        {
            if (sink.settings.StartsWithTls)
            {
                await SecureAsync(cancellationToken);
            }

            if (!await ReplyAsync("(connect)", "220 sink ready", cancellationToken))
            {
                return;
            }

            while (await reader.ReadLineAsync(cancellationToken) is { } line)
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
            await reader.DisposeAsync();
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
                case "STARTTLS" when sink.settings.OffersStartTls:
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

            if (sink.settings.OffersPipelining)
            {
                lines.Append("250-PIPELINING\r\n");
            }

            if (sink.settings.OffersStartTls && !isSecured)
            {
                lines.Append("250-STARTTLS\r\n");
            }

            if (sink.settings.Credentials is not null)
            {
                lines.Append("250-AUTH ").AppendJoin(' ', sink.settings.Mechanisms).Append("\r\n");
            }

            return lines.Append("250 HELP").ToString();
        }

        private async Task<bool> StartTlsAsync(string line, CancellationToken cancellationToken)
        {
            if (!await ReplyAsync(line, "220 2.0.0 Ready to start TLS", cancellationToken))
            {
                return false;
            }

            await SecureAsync(cancellationToken);
            Reset();
            return true;
        }

        private async Task SecureAsync(CancellationToken cancellationToken)
        {
            var secured = new SslStream(stream);
            await secured.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions { ServerCertificate = sink.certificate }, cancellationToken);
            stream = secured;
            reader = new SinkReader(secured, client.Client);
            isSecured = true;
        }

        private async Task<bool> AuthenticateAsync(string line, CancellationToken cancellationToken)
        {
            string[] words = line.Split(' ');
            if (!sink.settings.Mechanisms.Contains(words[1], StringComparer.OrdinalIgnoreCase))
            {
                return await ReplyAsync("AUTH", "504 5.5.4 Unknown mechanism", cancellationToken);
            }

            string? first = words.Length > 2 ? words[2] : null;
            (string? name, string? secret) = words[1].ToUpperInvariant() switch
            {
                "LOGIN" => (Decode(first ?? await AskAsync("VXNlcm5hbWU6", cancellationToken)), Decode(await AskAsync("UGFzc3dvcmQ6", cancellationToken))),
                "PLAIN" => SinkSignIn.Plain(Decode(first ?? await AskAsync("", cancellationToken))),
                _ => SinkSignIn.Token(Decode(first ?? await AskAsync("", cancellationToken))),
            };
            if ((name, secret) == sink.settings.Credentials)
            {
                return await ReplyAsync("AUTH", "235 2.7.0 Welcome", cancellationToken, () => userName = name);
            }

            if (SinkSignIn.ExplainsRefusals(words[1]))
            {
                await AskAsync(SinkSignIn.Refusal, cancellationToken);
            }

            return await ReplyAsync("AUTH", "535 5.7.8 Wrong credentials", cancellationToken);
        }

        private async Task<string> AskAsync(string challenge, CancellationToken cancellationToken)
        {
            await WriteAsync("334 " + challenge, cancellationToken);
            return await reader.ReadLineAsync(cancellationToken) ?? "";
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

            string? data = await reader.ReadDataAsync(sink.settings.KeepsMails, cancellationToken);
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

            if (sink.settings.OffersPipelining && line.StartsWith("MAIL ", StringComparison.Ordinal))
            {
                heldBack = (scripted ?? usual) + "\r\n";
                return true;
            }

            await WriteAsync(heldBack + (scripted ?? usual), cancellationToken);
            heldBack = "";
            return true;
        }

        private void Reset()
        {
            from = null;
            recipients.Clear();
        }

        private async Task WriteAsync(string reply, CancellationToken cancellationToken) =>
            await stream.WriteAsync(Encoding.UTF8.GetBytes(reply + "\r\n"), cancellationToken);

        private static string Address(string line) => line[(line.IndexOf('<') + 1)..line.IndexOf('>')];

        private static string Decode(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
    }
}

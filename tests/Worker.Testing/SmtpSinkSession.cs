using System.Net.Sockets;
using System.Text;

namespace Worker.Testing;

/// <content>What goes on over one connection.</content>
public sealed partial class SmtpSink
{
    private sealed class Session(SmtpSink sink, TcpClient client) : IAsyncDisposable
    {
        private readonly List<string> recipients = [];
        private readonly Stream stream = client.GetStream();
        private readonly SinkReader reader = new(client.GetStream(), client.Client);
        private string? from;
        private string heldBack = "";

        public async Task RunAsync(CancellationToken cancellationToken)
        {
            if (!await ReplyAsync("(connect)", "220 sink ready", cancellationToken))
            {
                return;
            }

            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                sink.commands.Enqueue(line);
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

        private string Extensions() =>
            $"250-sink\r\n{string.Concat(sink.settings.Extensions.Select(extension => $"250-{extension}\r\n"))}{(sink.settings.OffersPipelining ? "250-PIPELINING\r\n" : "")}250 8BITMIME";

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
            var mail = new SinkMail(from!, [.. recipients], data);
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
    }
}

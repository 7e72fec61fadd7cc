using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;

namespace Worker.Testing;

/// <summary>Reads what an SMTP client says: line by line, and mails whole.</summary>
internal sealed class SinkReader(Stream stream, Socket socket) : IAsyncDisposable
{
    private readonly PipeReader reader = PipeReader.Create(stream);

    public ValueTask DisposeAsync() => reader.CompleteAsync();

    /// <summary>A line without its end; null when the client left.</summary>
    public async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
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

    /// <summary>Everything up to the dot, dots unstuffed; empty where it is not wanted, null when the client left.</summary>
    public async Task<string?> ReadDataAsync(bool isWanted, CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult read = await reader.ReadAsync(cancellationToken);
            if (TryTake(read.Buffer, "\r\n.\r\n"u8, out ReadOnlySequence<byte> data, out SequencePosition next))
            {
                string text = isWanted ? Encoding.UTF8.GetString(data) : "";
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
            socket.SetRawSocketOption(tcp, quickAcknowledge, [1, 0, 0, 0]);
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
}

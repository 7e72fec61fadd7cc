using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Worker.Channels.Contract;

namespace Worker.Channels.Sandbox;

/// <summary>
/// The sandbox's journal on disk: JSON lines, only appended. A line is with the operating system before <see cref="Append"/>
/// returns, so it survives a crash of the process.
/// </summary>
internal sealed class SandboxJournal : IDisposable
{
    private readonly FileStream file;
    private readonly FileStream guard;
    private readonly ArrayBufferWriter<byte> buffer = new(512);
    private readonly Utf8JsonWriter writer;

    /// <summary>Opens or creates the file, and cuts off a last line that was never finished.</summary>
    /// <exception cref="IOException">The file can't be used, or another sandbox is using it.</exception>
    public SandboxJournal(string path)
    {
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);

        // The lock is on a separate file, so that the journal can be read while the sandbox runs.
        guard = new FileStream(full + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        try
        {
            file = new FileStream(full, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        }
        catch
        {
            guard.Dispose();
            throw;
        }

        writer = new Utf8JsonWriter(buffer);
        CutTornLine();
    }

    /// <summary>Every line, from the first. To be read to its end before anything is appended.</summary>
    /// <exception cref="InvalidDataException">A finished line is not one that was written here.</exception>
    public IEnumerable<JournalLine> ReadAll()
    {
        file.Position = 0;
        using var reader = new StreamReader(file, bufferSize: 64 * 1024, leaveOpen: true);
        int number = 0;
        while (reader.ReadLine() is { } text)
        {
            number++;
            yield return Parse(text, number);
        }

        file.Position = file.Length;
    }

    /// <summary>Adds a line, whole or not at all.</summary>
    public void Append(JournalLine line)
    {
        buffer.ResetWrittenCount();
        writer.Reset();
        JsonSerializer.Serialize(writer, line, JournalJson.Default.JournalLine);
        writer.Flush();
        buffer.Write("\n"u8);

        long before = file.Position;
        try
        {
            file.Write(buffer.WrittenSpan);
        }
        catch (IOException)
        {
            // A full disk may have written half of the line; the next one must not follow on it.
            file.SetLength(before);
            file.Position = before;
            throw;
        }
    }

    public void Dispose()
    {
        writer.Dispose();
        file.Dispose();
        guard.Dispose();
    }

    private static JournalLine Parse(string text, int number)
    {
        try
        {
            return JsonSerializer.Deserialize(text, JournalJson.Default.JournalLine)
                ?? throw new InvalidDataException($"Line {number} of the sandbox's journal is empty.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"Line {number} of the sandbox's journal can't be read.", exception);
        }
    }

    private void CutTornLine()
    {
        // A line and its end are written at once: a line without end was never answered, and is dropped.
        Span<byte> block = stackalloc byte[4096];
        long end = file.Length;
        while (end > 0)
        {
            int size = (int)Math.Min(block.Length, end);
            file.Position = end - size;
            file.ReadExactly(block[..size]);
            int newline = block[..size].LastIndexOf((byte)'\n');
            if (newline >= 0)
            {
                end = end - size + newline + 1;
                break;
            }

            end -= size;
        }

        if (end < file.Length)
        {
            file.SetLength(end);
        }

        file.Position = end;
    }
}

/// <summary>
/// One line of the sandbox's journal: an order that arrived (<see cref="Debit"/>), a pending one that settled
/// (<see cref="Status"/> alone), one more POST that is only counted, or a notice under its own number.
/// </summary>
internal sealed record JournalLine(string OrderNo)
{
    public DebitRequest? Debit { get; init; }

    public NoticeRequest? Notice { get; init; }

    public int? Attempts { get; init; }

    public string? Status { get; init; }

    public string? DeclineCode { get; init; }

    public string? AdviceCode { get; init; }

    public DateTimeOffset? SettlesAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(JournalLine))]
internal sealed partial class JournalJson : JsonSerializerContext;

using System.Text;
using CsvHelper;

namespace Worker.Servicing.Import;

/// <summary>
/// One import file, read record by record as RFC 4180 has it. What is not such a file is reported as an error: an unreadable
/// header or broken quoting ends the reading, since nothing after it can be trusted.
/// </summary>
internal sealed class CsvFile : IDisposable
{
    // Every record of a good file is far shorter. An unclosed quote at the start of a large file must not be read to its end.
    private const int LongestRecord = 64 * 1024;

    private static readonly CsvReaderOptions Options = new()
    {
        Separator = ',',
        Encoding = Encoding.UTF8,
        HasHeader = false,
        IncludeValuesInExceptions = false,
        MalformedData = CsvMalformedDataHandling.Throw,
        MaxRecordSize = LongestRecord,
        TrackLineNumbers = true,
    };

    private readonly ImportFile file;
    private readonly ImportErrors errors;
    private readonly FileStream stream;
    private readonly CsvReader reader;
    private CsvRecord? record;

    public CsvFile(string folder, ImportFile file, ImportErrors errors)
    {
        this.file = file;
        this.errors = errors;
        stream = new FileStream(Path.Combine(folder, file.Name), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
        reader = CsvReader.Create(stream, Options, leaveOpen: false);
    }

    public long Bytes => stream.Length;

    public long BytesRead => IsWhole ? Bytes : reader.ByteOffset;

    public bool IsWhole { get; private set; }

    /// <summary>The next record, valid until the next call; null at the end, or where reading ends for an error.</summary>
    public CsvRecord? Read()
    {
        long lastStart = reader.ByteOffset;
        try
        {
            record ??= ReadHeader();
            if (record is null)
            {
                return null;
            }

            if (reader.Read())
            {
                record.Begin();
                return record;
            }

            IsWhole = true;
        }
        catch (CsvFormatException exception)
        {
            bool isTooLong = exception.Message.Contains(nameof(CsvReaderOptions.MaxRecordSize), StringComparison.Ordinal);
            errors.Add(
                file,
                exception.LineNumber,
                isTooLong && record is not null ? record.ColumnAt(PositionOfTooLong(lastStart)) : file.Columns[0],
                isTooLong
                    ? $"the record is longer than {LongestRecord} bytes here: is a quote not closed? Nothing after this line was read"
                    : "a quote stands where it may not, or is not closed. Nothing after this line was read");
        }

        return null;
    }

    public void Dispose() => reader.Dispose();

    private CsvRecord? ReadHeader()
    {
        if (IsOfAnotherEncoding())
        {
            errors.Add(file, 1, file.Columns[0], "the file is UTF-16 or UTF-32, not UTF-8");
            return null;
        }

        if (!reader.Read())
        {
            errors.Add(file, 1, file.Columns[0], "the file is empty: it needs its header at least");
            return null;
        }

        return CsvHeader.TryRead(reader, file, errors, out IReadOnlyDictionary<string, int>? positions)
            ? new CsvRecord(reader, file, positions, errors)
            : null;
    }

    // The reader would follow such a byte-order mark.
    private bool IsOfAnotherEncoding()
    {
        Span<byte> start = stackalloc byte[4];
        int length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return start[..length] is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..] or [0, 0, 0xFE, 0xFF];
    }

    /// <summary>
    /// Which value of the record that is too long takes it past the limit: the reader gave up on it and doesn't tell.
    /// </summary>
    private int PositionOfTooLong(long start)
    {
        byte[] bytes = new byte[(2 * LongestRecord) + 1];
        stream.Position = start;
        int length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        int position = 0;
        int recordStart = 0;
        bool isQuoted = false;
        for (int index = 0; index < length && index - recordStart <= LongestRecord; index++)
        {
            switch (bytes[index])
            {
                case (byte)'"':
                    isQuoted = !isQuoted;
                    break;
                case (byte)',' when !isQuoted:
                    position++;
                    break;
                case (byte)'\n' when !isQuoted:
                    position = 0;
                    recordStart = index + 1;
                    break;
            }
        }

        return position;
    }
}

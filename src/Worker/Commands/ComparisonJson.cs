using System.Text.Json;
using Worker.Servicing.Comparison;

namespace Worker.Commands;

/// <summary>A comparison as one JSON object on standard output, written while differences are found: there may be millions.</summary>
internal sealed class ComparisonJson(string file) : IComparisonOutput
{
    private const int FlushAfterBytes = 64 * 1024;

    private readonly Stream output = Console.OpenStandardOutput();
    private Utf8JsonWriter? writer;

    public void Add(StatementDifference difference)
    {
        Utf8JsonWriter json = Begun();
        JsonSerializer.Serialize(
            json,
            new { Kind = difference.Kind.Name(), Order = difference.OrderNumber, difference.Line, Statement = difference.Theirs, Ledger = difference.Ours },
            RunOutput.JsonOptions);
        if (json.BytesPending > FlushAfterBytes)
        {
            json.Flush();
        }
    }

    public void Finish(StatementReport report)
    {
        Utf8JsonWriter json = Begun();
        json.WriteEndArray();
        json.WritePropertyName("summary");
        JsonSerializer.Serialize(
            json,
            new
            {
                report.Agrees,
                report.Lines,
                report.Agreeing,
                Differences = report.Differences.ToDictionary(pair => pair.Key.Name(), pair => pair.Value, StringComparer.Ordinal),
                report.AtTheEdges,
                report.Span?.From,
                report.Span?.To,
                report.Channels,
            },
            RunOutput.JsonOptions);
        json.WriteEndObject();
        json.Flush();
        output.Write("\n"u8);
    }

    public async ValueTask DisposeAsync()
    {
        if (writer is not null)
        {
            await writer.DisposeAsync();
        }

        await output.DisposeAsync();
    }

    private Utf8JsonWriter Begun()
    {
        if (writer is null)
        {
            writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = RunOutput.JsonOptions.Encoder });
            writer.WriteStartObject();
            writer.WriteString("file", file);
            writer.WriteStartArray("differences");
        }

        return writer;
    }
}

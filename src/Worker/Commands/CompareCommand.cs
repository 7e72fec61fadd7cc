using System.CommandLine;
using System.Text.Json;
using Spectre.Console;
using Worker.Servicing.Calendar;
using Worker.Servicing.Consistency;
using Worker.Servicing.Import;

namespace Worker.Commands;

/// <summary><c>compare</c>: compares a channel's statement with the ledger, order by order.</summary>
internal static class CompareCommand
{
    public static Command Build(CommandHost host)
    {
        var file = new Argument<string>("FILE") { Description = "The statement: CSV with the header order_no,amount,currency,status,completed_at; currency may be left out." };
        var channel = new Option<string?>("--channel") { Description = "The channel it comes from; without it, the channels of its orders." };
        var from = new Option<DateOnly?>("--from") { Description = "The first day it covers, in the business time zone; without it, the time of its first order.", CustomParser = Parsing.Date };
        var to = new Option<DateOnly?>("--to") { Description = "The last day it covers; without it, the time of its last order.", CustomParser = Parsing.Date };
        Option<bool> json = Parsing.Json();
        var command = new Command(
            "compare",
            "Compare a channel's statement with the ledger: orders that only one of the two has, different amounts or status, orders listed twice. "
            + "Nothing is written. Exit code 0: they agree. 1: they differ. 2: the file has errors.")
        {
            file, channel, from, to, json,
        };
        command.Validators.Add(result =>
        {
            DateOnly? first = result.GetValue(from);
            DateOnly? last = result.GetValue(to);
            if ((first is null) != (last is null) || first > last)
            {
                result.AddError("--from and --to are given together, the earlier one first.");
            }
        });
        command.SetAction((parsed, cancellationToken) => host.RunAsync(
            async (services, token) =>
            {
                await CommandHost.PrepareSchemaAsync(services, DatabaseUse.Reads, token);
                string path = parsed.GetRequiredValue(file);
                if (!File.Exists(path))
                {
                    await Console.Error.WriteLineAsync($"There is no file '{path}'.");
                    return WorkerCommand.BadInput;
                }

                StatementSpan? span = SpanOf(parsed.GetValue(from), parsed.GetValue(to), services.GetRequiredService<BusinessZone>());
                await using IComparisonOutput output = parsed.GetValue(json) ? new ComparisonJson(path) : new ComparisonTable();
                StatementReport report = await services.GetRequiredService<StatementComparison>().RunAsync(
                    path, parsed.GetValue(channel), span, output.Add, token);
                if (report.ErrorCount > 0)
                {
                    return await RefuseAsync(report);
                }

                output.Finish(report);
                return report.Agrees ? 0 : WorkerCommand.Failed;
            },
            cancellationToken));
        return command;
    }

    private static StatementSpan? SpanOf(DateOnly? from, DateOnly? to, BusinessZone zone) => from is DateOnly first && to is DateOnly last
        ? new StatementSpan(zone.InstantOf(first, TimeOnly.MinValue), zone.InstantOf(last.AddDays(1), TimeOnly.MinValue).AddMilliseconds(-1))
        : null;

    private static async Task<int> RefuseAsync(StatementReport report)
    {
        foreach (ImportError error in report.Errors)
        {
            await Console.Error.WriteLineAsync($"{error}");
        }

        await Console.Error.WriteLineAsync($"{report.ErrorCount:N0} error(s); nothing was compared.");
        return WorkerCommand.BadInput;
    }
}

/// <summary>Prints what a comparison finds. Nothing is printed before the first difference, or the end.</summary>
internal interface IComparisonOutput : IAsyncDisposable
{
    void Add(StatementDifference difference);

    void Finish(StatementReport report);
}

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

/// <summary>A comparison for people: the first differences, and how many there are of each kind.</summary>
internal sealed class ComparisonTable : IComparisonOutput
{
    private const int Shown = 100;

    private readonly Table table = new Table().AddColumns("difference", "order", "line", "statement", "ledger");
    private long differences;

    public void Add(StatementDifference difference)
    {
        if (differences++ < Shown)
        {
            table.AddRow(
                difference.Kind.Name(),
                Markup.Escape(difference.OrderNumber),
                difference.Line?.ToString() ?? "",
                Markup.Escape(difference.Theirs ?? ""),
                Markup.Escape(difference.Ours ?? ""));
        }
    }

    public void Finish(StatementReport report)
    {
        if (differences > 0)
        {
            AnsiConsole.Write(table);
        }

        if (differences > Shown)
        {
            AnsiConsole.WriteLine($"The first {Shown} of {differences:N0}; --json prints all.");
        }

        var summary = new Table().AddColumns("what", "how many");
        summary.AddRow("lines of the statement", $"{report.Lines:N0}");
        summary.AddRow("orders that agree", $"{report.Agreeing:N0}");
        foreach ((StatementDifferenceKind kind, long count) in report.Differences.OrderBy(pair => pair.Key))
        {
            summary.AddRow(kind.Name(), $"{count:N0}");
        }

        summary.AddRow("debits near the edges, perhaps in the statement before or after", $"{report.AtTheEdges:N0}");
        AnsiConsole.Write(summary);
        if (report.Span is StatementSpan span)
        {
            string channels = report.Channels.Count == 0 ? "all channels" : string.Join(", ", report.Channels);
            AnsiConsole.WriteLine($"Looked for debits of {channels} from {span.From.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z to {span.To.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z.");
        }

        AnsiConsole.MarkupLine(report.Agrees ? "[green]Statement and ledger agree.[/]" : "[red]Statement and ledger differ.[/]");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

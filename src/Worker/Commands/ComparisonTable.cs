using Spectre.Console;
using Worker.Servicing.Comparison;

namespace Worker.Commands;

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
            AnsiConsole.WriteLine($"The first {Shown} of {differences:N0}; --json tells all.");
        }

        var summary = new Table().AddColumns("what", "how many");
        summary.AddRow("lines of the statement", $"{report.Lines:N0}");
        summary.AddRow("orders that agree", $"{report.Agreeing:N0}");
        foreach ((StatementDifferenceKind kind, long count) in report.Differences.OrderBy(pair => pair.Key))
        {
            summary.AddRow(kind.Name(), $"{count:N0}");
        }

        summary.AddRow("debits of ours at the edges, perhaps in the statement before or after", $"{report.AtTheEdges:N0}");
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

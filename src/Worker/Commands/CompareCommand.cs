using System.CommandLine;
using Worker.Servicing.Calendar;
using Worker.Servicing.Comparison;
using Worker.Servicing.Import;

namespace Worker.Commands;

/// <summary><c>compare</c>: a channel's statement beside the ledger, order by order.</summary>
internal static class CompareCommand
{
    public static Command Build(CommandHost host)
    {
        var file = new Argument<string>("FILE") { Description = "The statement: CSV with the header order_no,amount,currency,status,completed_at; currency may be left out." };
        var channel = new Option<string?>("--channel") { Description = "The channel it is of; without it, the channels that its orders belong to." };
        var from = new Option<DateOnly?>("--from") { Description = "The first day it covers, in the business time zone; without it, from its first order on.", CustomParser = Parsing.Date };
        var to = new Option<DateOnly?>("--to") { Description = "The last day it covers; without it, up to its last order.", CustomParser = Parsing.Date };
        Option<bool> json = Parsing.Json();
        var command = new Command(
            "compare",
            "Compare a channel's statement with the ledger: orders that only one of the two has, other amounts, another status, orders twice. "
            + "Nothing is written. Exit code 0: they agree. 1: they differ. 2: the file is not right.")
        {
            file, channel, from, to, json,
        };
        command.Validators.Add(result =>
        {
            DateOnly? first = result.GetValue(from);
            DateOnly? last = result.GetValue(to);
            if ((first is null) != (last is null) || first > last)
            {
                result.AddError("--from and --to go together, the earlier one first.");
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

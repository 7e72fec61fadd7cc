using System.CommandLine;
using System.Text.Json;
using Spectre.Console;
using Worker.Servicing.Channels;
using Worker.Servicing.Debits;
using Worker.Servicing.Jobs;
using Worker.Servicing.Operations;

namespace Worker.Commands;

/// <summary><c>reconcile</c>: shows our record of an order and its channel's answer, and settles it.</summary>
internal static class ReconcileCommand
{
    private const int StillInDoubt = 3;
    private const string UsualReason = "asked about by its order number";

    public static Command Build(CommandHost host)
    {
        var order = new Option<string>("--order") { Description = "The order number.", Required = true };
        var reason = new Option<string>("--reason") { Description = "Why, for the audit log.", DefaultValueFactory = _ => UsualReason };
        Option<string> actor = Parsing.Actor();
        Option<bool> json = Parsing.Json();
        var command = new Command(
            "reconcile",
            "Ask the channel about one order now, show its answer beside our record, and settle the order if it is in doubt. "
            + "Exit code 0: settled, or channel and ledger agree. 1: they contradict each other. 2: there is no such order. "
            + "3: still in doubt, or the channel gave no answer. To ask about every order in doubt: 'trigger reconcile'.")
        {
            order, reason, actor, json,
        };
        command.SetAction((parsed, cancellationToken) => host.RunAsync(
            async (services, token) =>
            {
                await CommandHost.PrepareSchemaAsync(services, DatabaseUse.Changes, token);
                string orderNumber = parsed.GetRequiredValue(order);
                var note = new OperatorNote(parsed.GetValue(actor), parsed.GetValue(reason));
                OrderInquiry? inquiry = await services.GetRequiredService<QueryOrder>().QueryAsync(orderNumber, note, token);
                if (inquiry is null)
                {
                    await Console.Error.WriteLineAsync($"There is no order '{orderNumber}'.");
                    return WorkerCommand.BadInput;
                }

                if (parsed.GetValue(json))
                {
                    Console.WriteLine(JsonSerializer.Serialize(ToContract(inquiry), RunOutput.JsonOptions));
                }
                else
                {
                    Write(inquiry);
                }

                return inquiry.Verdict switch
                {
                    OrderVerdict.Settled or OrderVerdict.Agrees => 0,
                    OrderVerdict.Contradicts => WorkerCommand.Failed,
                    _ => StillInDoubt,
                };
            },
            cancellationToken));
        return command;
    }

    private static object ToContract(OrderInquiry inquiry)
    {
        DebitAttempt attempt = inquiry.Before.Attempt;
        return new
        {
            Order = attempt.OrderNumber,
            Verdict = JsonNamingPolicy.KebabCaseLower.ConvertName($"{inquiry.Verdict}"),
            Installment = attempt.Description,
            Amount = attempt.Amount.Minor,
            Currency = attempt.Amount.Currency.Code,
            attempt.Channel,
            attempt.BusinessDate,
            attempt.SentAt,
            inquiry.Before.RunId,
            Before = Known(inquiry.Before),
            Says = new
            {
                Outcome = inquiry.Answer.Outcome.Name(),
                inquiry.Answer.Reference,
                inquiry.Answer.DeclineCode,
                inquiry.Answer.CompletedAt,
                inquiry.Answer.Detail,
            },
            After = Known(inquiry.After),
        };

        static object Known(OrderRecord record) => new
        {
            State = record.State.Name(),
            record.Reference,
            record.DeclineCode,
            record.Detail,
            record.SettledAt,
            record.Doubt,
        };
    }

    private static void Write(OrderInquiry inquiry)
    {
        DebitAttempt attempt = inquiry.Before.Attempt;
        var table = new Table().AddColumns("order " + attempt.OrderNumber, "");
        Add("installment", attempt.Description);
        Add("amount", $"{attempt.Amount}");
        Add("channel", attempt.Channel);
        Add("sent", $"{attempt.SentAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z by run {inquiry.Before.RunId}, for {attempt.BusinessDate:yyyy-MM-dd}");
        Add("we knew", Known(inquiry.Before));
        if (inquiry.Before.Doubt is DoubtHistory doubt)
        {
            Add("asked", $"{doubt.Asks:N0} time(s) without an outcome, sent again {doubt.Resends:N0} time(s), last at {doubt.LastSentAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z");
        }

        Add("the channel says", Said(inquiry.Answer));
        Add("we know", Known(inquiry.After));
        AnsiConsole.Write(table);
        AnsiConsole.MarkupLine(inquiry.Verdict switch
        {
            OrderVerdict.Settled => "[green]Settled.[/]",
            OrderVerdict.Agrees => "[green]Settled before; the channel says the same.[/]",
            OrderVerdict.InDoubt => $"[yellow]Still in doubt; asked about again at {inquiry.After.Doubt?.NextAskAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z.[/]",
            OrderVerdict.NoAnswer => "[yellow]Settled before; the channel gave no answer now.[/]",
            _ => "[red]Channel and ledger contradict each other. Nothing was changed: somebody has to look at both.[/]",
        });

        void Add(string what, string value) => table.AddRow(Markup.Escape(what), Markup.Escape(value));
    }

    private static string Known(OrderRecord record) => Joined(
        record.State.Name(),
        record.SettledAt is DateTimeOffset at ? $"settled at {at.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z" : null,
        record.Reference is string reference ? $"reference {reference}" : null,
        record.DeclineCode,
        record.Detail);

    private static string Said(ChannelAnswer answer) => Joined(
        answer.Outcome.Name(),
        answer.CompletedAt is DateTimeOffset at ? $"completed at {at.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z" : null,
        answer.Reference is string reference ? $"reference {reference}" : null,
        answer.DeclineCode,
        answer.Detail);

    private static string Joined(params IEnumerable<string?> parts) => string.Join(", ", parts.Where(part => !string.IsNullOrEmpty(part)));
}

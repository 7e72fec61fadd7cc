using System.CommandLine;
using Worker.Servicing.Jobs;
using Worker.Servicing.Operations;

namespace Worker.Commands;

/// <summary>The operator actions: <c>hold</c>, <c>release</c>, <c>switch</c>, <c>waive</c>, <c>withdraw</c>, all in the audit log.</summary>
internal static class OperationCommands
{
    private static readonly string[] Sides = ["on", "off"];

    public static Command Hold(CommandHost host)
    {
        Argument<HoldSubject> subject = Subject();
        Argument<string> reference = Reference();
        var until = new Option<DateOnly?>("--until") { Description = "The last business date of the hold; without it, until released.", CustomParser = Parsing.Date };
        var command = new Command("hold", "Stop the debits and courtesy messages of a plan or a customer.") { subject, reference, until };
        return OperatorAction(host, command, (services, parsed, note, token) => services.GetRequiredService<PlaceHold>().HoldAsync(
            parsed.GetRequiredValue(subject), parsed.GetRequiredValue(reference), parsed.GetValue(until), note, token));
    }

    public static Command Release(CommandHost host)
    {
        Argument<HoldSubject> subject = Subject();
        Argument<string> reference = Reference();
        var command = new Command("release", "End the holds on a plan or a customer.") { subject, reference };
        return OperatorAction(host, command, (services, parsed, note, token) => services.GetRequiredService<PlaceHold>().ReleaseAsync(
            parsed.GetRequiredValue(subject), parsed.GetRequiredValue(reference), note, token));
    }

    public static Command Switch(CommandHost host)
    {
        var command = new Command("switch", "Turn all debits, a channel, or a customer's courtesy mail on or off.");
        Argument<string> debitsSide = Side();
        command.Add(OperatorAction(host, new Command("debits", "All debits.") { debitsSide }, (services, parsed, note, token) =>
            services.GetRequiredService<TurnSwitch>().TurnDebitsAsync(IsOn(parsed, debitsSide), note, token)));

        var channel = new Argument<string>("CHANNEL") { Description = "card, alipay, wechatpay, sandbox." };
        Argument<string> channelSide = Side();
        command.Add(OperatorAction(host, new Command("channel", "The debits of one channel.") { channel, channelSide }, (services, parsed, note, token) =>
            services.GetRequiredService<TurnSwitch>().TurnChannelAsync(parsed.GetRequiredValue(channel), IsOn(parsed, channelSide), note, token)));

        Argument<string> customer = Reference();
        Argument<string> mailSide = Side();
        command.Add(OperatorAction(host, new Command("courtesy-mail", "The courtesy messages of one customer.") { customer, mailSide }, (services, parsed, note, token) =>
            services.GetRequiredService<TurnSwitch>().TurnCourtesyMailAsync(parsed.GetRequiredValue(customer), IsOn(parsed, mailSide), note, token)));
        return command;
    }

    public static Command Waive(CommandHost host)
    {
        var plan = new Argument<string>("PLAN") { Description = "The plan's reference." };
        var number = new Argument<int>("NUMBER") { Description = "The installment's number, 1 for the plan's first." };
        var amount = new Argument<string>("AMOUNT") { Description = $"Late fees in major units (12.50), or {WaiveLateFees.All}." };
        var command = new Command("waive", "Waive late fees of an installment, at most what is owed.") { plan, number, amount };
        return OperatorAction(host, command, (services, parsed, note, token) => services.GetRequiredService<WaiveLateFees>().WaiveAsync(
            parsed.GetRequiredValue(plan), parsed.GetRequiredValue(number), parsed.GetRequiredValue(amount), note, token));
    }

    public static Command Withdraw(CommandHost host)
    {
        var order = new Argument<string>("ORDER") { Description = "The order number." };
        var command = new Command("withdraw", "Give up a lost order, which never arrived at its channel, so that its installment can be debited again.") { order };
        return OperatorAction(host, command, (services, parsed, note, token) =>
            services.GetRequiredService<WithdrawOrder>().WithdrawAsync(parsed.GetRequiredValue(order), note, token));
    }

    private static Command OperatorAction(
        CommandHost host, Command command, Func<IServiceProvider, ParseResult, OperatorNote, CancellationToken, Task<OperationOutcome>> act)
    {
        Option<string> reason = Parsing.Reason();
        Option<string> actor = Parsing.Actor();
        command.Add(reason);
        command.Add(actor);
        command.SetAction((parsed, cancellationToken) => host.RunAsync(
            async (services, token) =>
            {
                await CommandHost.PrepareSchemaAsync(services, DatabaseUse.Changes, token);
                var note = new OperatorNote(parsed.GetValue(actor), parsed.GetValue(reason));
                OperationOutcome outcome = await act(services, parsed, note, token);
                Console.WriteLine(outcome.Message);
                return 0;
            },
            cancellationToken));
        return command;
    }

    private static bool IsOn(ParseResult parsed, Argument<string> side) => parsed.GetRequiredValue(side) == "on";

    private static Argument<HoldSubject> Subject()
    {
        var subject = new Argument<HoldSubject>("SUBJECT") { Description = "plan or customer." };
        subject.AcceptOnlyFromAmong([.. Enum.GetValues<HoldSubject>().Select(one => one.Name())]);
        return subject;
    }

    private static Argument<string> Reference() => new("REFERENCE") { Description = "Its reference, as imported." };

    private static Argument<string> Side()
    {
        var side = new Argument<string>("SIDE") { Description = "on or off." };
        side.AcceptOnlyFromAmong(Sides);
        return side;
    }
}

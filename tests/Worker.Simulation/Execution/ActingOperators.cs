using Worker.Data;
using Worker.Data.Import;
using Worker.Data.Ledger;
using Worker.Data.Operations;
using Worker.Servicing.Calendar;
using Worker.Servicing.Channels;
using Worker.Servicing.Import;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;
using Worker.Servicing.Operations;
using Worker.Simulation.Generation;

namespace Worker.Simulation.Execution;

/// <summary>What people do in a story, done with the real operator actions and the real import.</summary>
internal sealed class ActingOperators(World world, Story story, BusinessCalendar calendar, DueDateRoll roll, ChannelDirectory channels)
{
    private static readonly OperatorNote Note = new("operator", "the story says so");

    private readonly LedgerRules rules = new(world.Settings.Policies, world.Settings.Order);
    private int imports;

    /// <summary>Imports the book that the story begins with.</summary>
    public Task ImportBookAsync() => ImportAsync(folder => BookFiles.Write(folder, story));

    /// <summary>Does what an action says.</summary>
    /// <returns>Null, or why it was refused.</returns>
    public async Task<string?> DoAsync(StoryAction action)
    {
        try
        {
            await (action switch
            {
                Hold hold => Holds.HoldAsync(Subject(hold.IsPlan), hold.Reference, hold.Until, Note, CancellationToken.None),
                Release release => Holds.ReleaseAsync(Subject(release.IsPlan), release.Reference, Note, CancellationToken.None),
                Switch { Channel: null } turn => Switches.TurnDebitsAsync(turn.On, Note, CancellationToken.None),
                Switch turn => Switches.TurnChannelAsync(turn.Channel!, turn.On, Note, CancellationToken.None),
                CourtesyMail mail => Switches.TurnCourtesyMailAsync(mail.Customer, mail.On, Note, CancellationToken.None),
                Waive waive => Waivers.WaiveAsync(waive.Plan, waive.Number, AmountOf(waive), Note, CancellationToken.None),
                ImportPayments import => ImportAsync(folder => BookFiles.WritePayments(folder, story, import.Payments)),
                SuspendMethod suspend => ImportAsync(folder => BookFiles.WriteSuspended(folder, story, suspend.Method)),
                _ => throw new ArgumentOutOfRangeException(nameof(action), action, null),
            });
            return null;
        }
        catch (OperationRefusedException refusal)
        {
            return refusal.Message;
        }
    }

    /// <summary>Nobody waits for orders to be withdrawn: whoever had them open is dead, or waits itself for this to be done.</summary>
    private static OrdersStillOpen TooLate { get; } = new(new NoOrders(), new MachineClock(TimeProvider.System));

    private PlaceHold Holds => new(new HoldStore(world.Database), TooLate, world.Settings.Zone, world.Clock);

    private TurnSwitch Switches => new(new SwitchStore(world.Database), channels, TooLate, world.Clock);

    private WaiveLateFees Waivers => new(new WaiverStore(world.Database), rules, world.Settings.Zone, world.Clock);

    private static HoldSubject Subject(bool isPlan) => isPlan ? HoldSubject.Plan : HoldSubject.Customer;

    private string AmountOf(Waive waive) =>
        waive.Amount is long amount ? BookFiles.Major(amount, BookFiles.CurrencyOf(story, waive.Plan)) : WaiveLateFees.All;

    private async Task ImportAsync(Action<string> write)
    {
        string folder = world.Folder.File($"import-{++imports}");
        write(folder);
        var import = new BookImport(
            new ImportStore(world.Database),
            channels.All.Select(channel => channel.Name).ToHashSet(StringComparer.Ordinal),
            date => calendar.Roll(date, roll),
            world.Settings.Zone,
            world.Clock);
        ImportReport report = await import.RunAsync(folder, dryRun: false, "operator", null, CancellationToken.None);
        if (!report.Succeeded)
        {
            throw new InvalidOperationException($"The story's book was refused: {report.Errors[0]}");
        }

        DateOnly closedDay = world.Settings.Zone.DateAt(world.Clock.GetUtcNow()).AddDays(-1);
        await new StatusRefresh(new BookReader(world.Database), new StatusWriter(world.Database), rules).RunAsync(
            report.PlansWithNewPayments.Union(report.PlansWithChangedInstallments), closedDay, CancellationToken.None);
    }

    private sealed class NoOrders : IOpenOrders
    {
        public Task<int> CountAsync(OpenOrderFilter filter, CancellationToken cancellationToken) => Task.FromResult(0);
    }
}

using Worker.Data;
using Worker.Data.Import;
using Worker.Data.Ledger;
using Worker.Data.Operations;
using Worker.Servicing.Channels;
using Worker.Servicing.Import;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;
using Worker.Servicing.Operations;
using Worker.Simulation.SmallBooks;

namespace Worker.Simulation.CrashInjection;

/// <summary>A process beside the worker that changes facts, with the import and the operators' actions as they are.</summary>
public sealed class OtherProcess(SmallWorld world)
{
    /// <summary>More than the late fees of an installment of the small book can come to.</summary>
    private const long MoreThanFees = 50_00;

    private static readonly OperatorNote Note = new("operator", "drill");
    private static readonly string[] Channels = ["sandbox", "card"];

    private readonly LedgerRules rules = new(world.World.Settings.Policies, world.World.Settings.Order);

    /// <summary>Nobody waits for a worker that waits for this to be done.</summary>
    private static OrdersStillOpen TooLate { get; } = new(new NoOrders(), new MachineClock(TimeProvider.System));

    /// <summary>Commits it.</summary>
    /// <returns>The installments that may not be debited from now on.</returns>
    public async Task<IReadOnlySet<long>> CommitAsync(ForeignCommitKind kind)
    {
        IReadOnlyList<Part> all = world.World.Book.Query<Part>(
            """
            select part.installment_id as InstallmentId, part.number, part.due_on as DueOn, part.principal, part.interest, part.status,
                   held.plan_ref as Plan, who.customer_ref as Customer, held.principal as Total,
                   (exists (select 1 from open_debit as waiting where waiting.installment_id = part.installment_id)
                    or exists (select 1 from ledger_entry as entry where entry.installment_id = part.installment_id and entry.kind = 'payment')) as IsFixed
            from installment as part
            join installment_plan as held on held.plan_id = part.plan_id
            join customer as who on who.customer_id = held.customer_id
            """);
        Part[] unpaid = [.. all.Where(part => part.Status != "paid")];
        switch (kind)
        {
            case ForeignCommitKind.PaidInFull:
                await PayAsync(unpaid, part => part.Principal + part.Interest + MoreThanFees);
                return Ids(unpaid);
            case ForeignCommitKind.PaidInPart:
                await PayAsync(unpaid, _ => 1_00);
                return Ids([]);
            case ForeignCommitKind.HoldsOnPlans:
                await HoldAsync(HoldSubject.Plan, all.Select(part => part.Plan));
                return Ids(all);
            case ForeignCommitKind.HoldsOnCustomers:
                await HoldAsync(HoldSubject.Customer, all.Select(part => part.Customer));
                return Ids(all);
            case ForeignCommitKind.MethodsRevoked:
                await ImportAsync("payment_methods", "method_ref,customer_ref,channel,token,priority,status", world.World.Book.Query<string>(
                    """
                    select concat(method.method_ref, ',', who.customer_ref, ',', method.channel, ',', method.token, ',', method.priority, ',revoked')
                    from payment_method as method join customer as who on who.customer_id = method.customer_id
                    """));
                return Ids(all);
            case ForeignCommitKind.FeesWaived:
                await WaiveAsync(unpaid);
                return Ids([]);
            case ForeignCommitKind.DebitsOff:
                await Switches.TurnDebitsAsync(on: false, Note, CancellationToken.None);
                return Ids(all);
            case ForeignCommitKind.ChannelOff:
                await Switches.TurnChannelAsync("sandbox", on: false, Note, CancellationToken.None);
                return Ids(all);
            case ForeignCommitKind.DueLater:
                Part[] free = [.. unpaid.Where(part => !part.IsFixed)];
                await ImportAsync("installments", "plan_ref,number,due_on,principal,interest", free.Select(
                    part => $"{part.Plan},{part.Number},{part.DueOn.AddDays(40):yyyy-MM-dd},{Major(part.Principal)},{Major(part.Interest)}"));
                return Ids(free);
            case ForeignCommitKind.AutopayOff:
                await ImportAsync("plans", "plan_ref,customer_ref,product,currency,principal,signed_on,autopay,method_ref", all.DistinctBy(part => part.Plan).Select(
                    part => $"{part.Plan},{part.Customer},phone,CNY,{Major(part.Total)},2026-01-01,false,"));
                return Ids(all);
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, null);
        }
    }

    private TurnSwitch Switches => new(
        new SwitchStore(world.World.Database),
        new ChannelDirectory([.. Channels.Select(name => new ChannelSettings { Name = name, BaseUrl = world.World.Sandbox.BaseUrl, Secret = "none" })]),
        TooLate,
        world.World.Clock);

    private static HashSet<long> Ids(IEnumerable<Part> parts) => [.. parts.Select(part => part.InstallmentId)];

    private static string Major(long minor) => $"{minor / 100}.{minor % 100:00}";

    private Task PayAsync(IEnumerable<Part> parts, Func<Part, long> amount)
    {
        DateOnly today = World.Zone.DateAt(world.World.Clock.GetUtcNow());
        return ImportAsync("payments", "payment_ref,plan_ref,number,amount,paid_on,source", parts.Select(
            part => $"R-{part.Plan}-{part.Number},{part.Plan},{part.Number},{Major(amount(part))},{today:yyyy-MM-dd},branch"));
    }

    private async Task HoldAsync(HoldSubject subject, IEnumerable<string> references)
    {
        var holds = new PlaceHold(new HoldStore(world.World.Database), TooLate, World.Zone, world.World.Clock);
        foreach (string reference in references.Distinct())
        {
            await holds.HoldAsync(subject, reference, null, Note, CancellationToken.None);
        }
    }

    private async Task WaiveAsync(IEnumerable<Part> parts)
    {
        var waivers = new WaiveLateFees(new WaiverStore(world.World.Database), rules, World.Zone, world.World.Clock);
        foreach (Part part in parts)
        {
            try
            {
                await waivers.WaiveAsync(part.Plan, part.Number, WaiveLateFees.All, Note, CancellationToken.None);
            }
            catch (OperationRefusedException refused) when (refused.Refusal == RefusalReason.NothingOwed)
            {
                // There is no fee yet.
            }
        }
    }

    private async Task ImportAsync(string file, string columns, IEnumerable<string> lines)
    {
        string folder = world.World.Folder.File("other-process");
        Directory.CreateDirectory(folder);
        await File.WriteAllLinesAsync(Path.Combine(folder, file + ".csv"), lines.Prepend(columns));
        var import = new BookImport(
            new ImportStore(world.World.Database), Channels.ToHashSet(StringComparer.Ordinal), date => date, World.Zone, world.World.Clock);
        ImportReport report = await import.RunAsync(folder, dryRun: false, "operator", null, CancellationToken.None);
        Assert.True(report.Succeeded, report.Errors.Count > 0 ? report.Errors[0].ToString() : "");
        await new StatusRefresh(new BookReader(world.World.Database), new StatusWriter(world.World.Database), rules).RunAsync(
            report.PlansWithNewPayments.Union(report.PlansWithChangedInstallments),
            World.Zone.DateAt(world.World.Clock.GetUtcNow()).AddDays(-1),
            CancellationToken.None);
    }

    private sealed class Part
    {
        public long InstallmentId { get; init; }

        public int Number { get; init; }

        public DateOnly DueOn { get; init; }

        public long Principal { get; init; }

        public long Interest { get; init; }

        public string Status { get; init; } = "";

        public string Plan { get; init; } = "";

        public string Customer { get; init; } = "";

        public long Total { get; init; }

        public bool IsFixed { get; init; }
    }

    private sealed class NoOrders : IOpenOrders
    {
        public Task<int> CountAsync(OpenOrderFilter filter, CancellationToken cancellationToken) => Task.FromResult(0);
    }
}

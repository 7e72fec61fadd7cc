using Worker.Servicing.Calendar;
using Worker.Servicing.Channels;
using Worker.Servicing.Debits;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;
using Worker.Servicing.Ledger.LateFees;
using Worker.Servicing.Messages;
using Worker.Servicing.Reminders;

namespace Worker.Testing.Worlds;

/// <summary>What a test changes about its world before it begins.</summary>
public sealed record WorldSettings
{
    /// <summary>For tests in which the gateway withholds answers: they wait for the end of it in real time.</summary>
    public static WorldSettings ShortTimeout { get; } = new() { CallTimeout = TimeSpan.FromSeconds(2) };

    public AutoDebitSettings AutoDebit { get; init; } = new();

    public ReminderSettings Reminders { get; init; } = new();

    public OutboxSettings Outbox { get; init; } = new();

    public RunSettings Runs { get; init; } = new() { MaxParallelSlices = 1 };

    public LateFeePolicies Policies { get; init; } = LateFeePolicies.BuiltIn;

    /// <summary>Which part of an installment a payment pays first.</summary>
    public AllocationOrder Order { get; init; } = AllocationOrder.Default;

    /// <summary>The business time zone.</summary>
    public BusinessZone Zone { get; init; } = World.Zone;

    /// <summary>Changes what a channel is like; asked for each of the world's channels.</summary>
    public Func<ChannelSettings, ChannelSettings> Channel { get; init; } = channel => channel;

    /// <summary>How long an answer of the gateway or the mail server is waited for, in real time: a machine at work with other things is slow.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Mail goes to this server; null for a pickup folder.</summary>
    public int? SmtpPort { get; init; }

    /// <summary>Leases, heartbeats and grace go by a clock that the test moves, rather than the machine's.</summary>
    public bool FakesMachineClock { get; init; }

    /// <summary>Rates and time-outs of calls go by that clock too; signatures are good for some minutes of it.</summary>
    public bool FakesCallClock { get; init; }
}

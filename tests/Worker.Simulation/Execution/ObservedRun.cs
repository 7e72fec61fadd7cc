using Worker.Simulation.Generation;

namespace Worker.Simulation.Execution;

/// <summary>A run that has begun.</summary>
/// <param name="RunId">Its key.</param>
/// <param name="Job">Its job.</param>
/// <param name="BusinessDate">The day it works for.</param>
/// <param name="At">When it was begun, or joined.</param>
/// <param name="IsJoined">Another worker had left it behind.</param>
public sealed record StartedRun(long RunId, string Job, DateOnly BusinessDate, DateTimeOffset At, bool IsJoined);

/// <summary>What was seen of a run from outside.</summary>
/// <param name="At">When it ended.</param>
/// <param name="IsDisturbed">Something kept it from doing all that there was to do.</param>
/// <param name="Calls">What was said to and from the gateway since the run before.</param>
/// <param name="Notices">Which debits were announced to channels since the run before.</param>
/// <param name="Mails">What was handed over since the run before.</param>
/// <param name="AllCalls">Everything that was ever said to and from the gateway.</param>
/// <param name="Meanwhile">What another process did in the middle of the run, before anything that is seen here; null for nothing.</param>
public sealed record ObservedRun(
    DateTimeOffset At,
    bool IsDisturbed,
    IReadOnlyList<GatewayCall> Calls,
    IReadOnlyList<NoticeCall> Notices,
    IReadOnlyList<MailCall> Mails,
    IReadOnlyList<GatewayCall> AllCalls,
    ActedMeanwhile? Meanwhile);

/// <summary>What another process did in the middle of a run.</summary>
/// <param name="Action">What it did.</param>
/// <param name="IsRefused">It was not let.</param>
/// <param name="AfterOrder">The order that had just been answered; null where no orders were being sent.</param>
public sealed record ActedMeanwhile(StoryAction Action, bool IsRefused, string? AfterOrder);

/// <summary>What the worker itself makes of a plan's ledger.</summary>
public sealed record AccountSeen(string Plan, long Credit, IReadOnlyDictionary<string, long> Outstanding);

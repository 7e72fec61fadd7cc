using Worker.Servicing.Debits;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;
using Worker.Servicing.Ledger.Overdue;

namespace Worker.Ops.Components;

/// <summary>What a badge says besides its words: by a sign as well as by a colour.</summary>
public enum BadgeKind
{
    Neutral = 1,

    Good,

    Warning,

    Bad,
}

internal static class BadgeKinds
{
    public static BadgeKind Of(RunState state) => state switch
    {
        RunState.Completed => BadgeKind.Good,
        RunState.Failed => BadgeKind.Bad,
        RunState.Stopped or RunState.SetAside or RunState.Cancelled => BadgeKind.Warning,
        _ => BadgeKind.Neutral,
    };

    public static BadgeKind Of(InstallmentStatus status) => status switch
    {
        InstallmentStatus.Paid => BadgeKind.Good,
        InstallmentStatus.Overdue => BadgeKind.Bad,
        InstallmentStatus.Due => BadgeKind.Warning,
        _ => BadgeKind.Neutral,
    };

    public static BadgeKind Of(LogLevel level) => level switch
    {
        LogLevel.Critical or LogLevel.Error => BadgeKind.Bad,
        LogLevel.Warning => BadgeKind.Warning,
        _ => BadgeKind.Neutral,
    };

    public static BadgeKind OfAttempt(string state) => state switch
    {
        _ when state == AttemptState.Succeeded.Name() => BadgeKind.Good,
        _ when state == AttemptState.Rejected.Name() => BadgeKind.Bad,
        _ when state == AttemptState.Withdrawn.Name() => BadgeKind.Neutral,
        _ => BadgeKind.Warning,
    };

    public static BadgeKind OfMessage(string state) => state switch
    {
        "sent" => BadgeKind.Good,
        "failed" => BadgeKind.Bad,
        "dropped" or "noAddress" => BadgeKind.Warning,
        _ => BadgeKind.Neutral,
    };

    public static BadgeKind OfMethod(string status) => status == PaymentMethodStatus.Active ? BadgeKind.Good : BadgeKind.Warning;
}

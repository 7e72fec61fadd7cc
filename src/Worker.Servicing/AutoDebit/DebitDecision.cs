using Worker.Servicing.Ledger;
using Worker.Servicing.Runs;

namespace Worker.Servicing.AutoDebit;

/// <summary>What is to be done with a candidate.</summary>
/// <param name="Method">The method to debit; null when nothing is debited.</param>
/// <param name="Skipped">What it counts as when nothing is debited; null when a row breaks a rule.</param>
/// <param name="Error">What an operator has to see to.</param>
public sealed record DebitDecision(PaymentMethod? Method, Money Amount, string? Skipped, RunError? Error = null)
{
    /// <summary>The notice it is debited under; null where the channel demands none.</summary>
    public string? NoticeNumber { get; init; }

    /// <summary>What is to be debited after it in further parts, minor units.</summary>
    public long Rest { get; init; }

    public static DebitDecision Debit(PaymentMethod method, Money amount, long rest = 0, string? noticeNumber = null) =>
        new(method, amount, null) { Rest = rest, NoticeNumber = noticeNumber };

    public static DebitDecision Skip(string reason, RunError? error = null) => new(null, default, reason, error);

    /// <summary>A row breaks a rule: left out, with its reason.</summary>
    public static DebitDecision SetAside(string code, string subject, string detail) =>
        new(null, default, null, new RunError(code, subject, detail, IsSetAside: true));
}

using Worker.Servicing.Ledger;
using Worker.Servicing.Runs;

namespace Worker.Servicing.AutoDebit;

/// <summary>What is to be done with a candidate.</summary>
/// <param name="Method">The method to debit; null when nothing is debited.</param>
public sealed record DebitDecision(PaymentMethod? Method, Money Amount, string? Skipped, RunError? Error = null)
{
    public static DebitDecision Debit(PaymentMethod method, Money amount) => new(method, amount, null);

    public static DebitDecision Skip(string reason) => new(null, default, reason);

    /// <summary>A row breaks a rule: left out, with its reason.</summary>
    public static DebitDecision SetAside(string code, string subject, string detail) =>
        new(null, default, null, new RunError(code, subject, detail, IsSetAside: true));
}

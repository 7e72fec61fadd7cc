using Worker.Servicing.AutoDebit;

namespace Worker.Servicing.Reconciliation;

/// <summary>An attempt to be asked about, with what decides whether it may be sent again.</summary>
/// <param name="State">In doubt; or settled, where somebody wants to know whether it succeeded after all.</param>
/// <param name="DesignatedMethodId">The method that its plan designates now; null for none.</param>
/// <param name="AllowsFallback">Whether others may stand in for it.</param>
/// <param name="Autopay">Whether its plan is debited at all now.</param>
public sealed record OpenDebit(
    DebitAttempt Attempt, AttemptState State, DateTimeOffset LastSentAt, long? DesignatedMethodId, bool AllowsFallback, bool Autopay)
{
    /// <summary>Its installment, for the rules that choose a method.</summary>
    public DebitCandidate Candidate => new()
    {
        InstallmentId = Attempt.InstallmentId,
        PlanId = Attempt.PlanId,
        CustomerId = Attempt.CustomerId,
        DueOn = Attempt.BusinessDate,
        PaymentMethodId = DesignatedMethodId,
        AllowsFallback = AllowsFallback,
    };
}

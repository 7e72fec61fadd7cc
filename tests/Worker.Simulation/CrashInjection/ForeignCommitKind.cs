namespace Worker.Simulation.CrashInjection;

/// <summary>What another process commits while a worker is at work: to everything it can be done to.</summary>
public enum ForeignCommitKind
{
    /// <summary>A payment of more than is owed is imported for each installment that is not paid.</summary>
    PaidInFull = 1,

    /// <summary>A payment of 1.00 is imported for each installment that is not paid.</summary>
    PaidInPart,

    HoldsOnPlans,
    HoldsOnCustomers,

    /// <summary>Every payment method is revoked, by an import.</summary>
    MethodsRevoked,

    /// <summary>Every late fee that is owed is waived.</summary>
    FeesWaived,

    DebitsOff,
    ChannelOff,

    /// <summary>Installments that have neither a payment nor an open debit are due 40 days later, by an import.</summary>
    DueLater,

    /// <summary>Every plan is taken out of autopay, by an import.</summary>
    AutopayOff,
}

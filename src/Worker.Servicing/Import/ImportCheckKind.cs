namespace Worker.Servicing.Import;

/// <summary>The checks that look at all staged rows at once.</summary>
public enum ImportCheckKind
{
    /// <summary>A customer twice in its file. Value: the reference; other: the first line.</summary>
    DuplicateCustomers = 1,

    /// <summary>A payment method twice in its file. Value: the reference; other: the first line.</summary>
    DuplicatePaymentMethods,

    /// <summary>A plan twice in its file. Value: the reference; other: the first line.</summary>
    DuplicatePlans,

    /// <summary>An installment twice in its file. Value: the plan's reference; other: the first line.</summary>
    DuplicateInstallments,

    /// <summary>A payment twice in its file. Value: the reference; other: the first line.</summary>
    DuplicatePayments,

    /// <summary>A payment method of a customer in neither file nor book. Value: the customer's reference.</summary>
    PaymentMethodsOfUnknownCustomers,

    /// <summary>A plan of a customer in neither file nor book. Value: the customer's reference.</summary>
    PlansOfUnknownCustomers,

    /// <summary>A plan with a payment method in neither file nor book. Value: the method's reference.</summary>
    PlansWithUnknownPaymentMethods,

    /// <summary>A plan with a payment method of another customer. Value: the method's reference; other: whose it is.</summary>
    PlansWithPaymentMethodsOfOthers,

    /// <summary>An installment of a plan in neither file nor book. Value: the plan's reference.</summary>
    InstallmentsOfUnknownPlans,

    /// <summary>A payment for a plan in neither file nor book. Value: the plan's reference.</summary>
    PaymentsOfUnknownPlans,

    /// <summary>A payment for an installment its plan does not have. Value: the plan's reference; other: the number.</summary>
    PaymentsOfUnknownInstallments,

    /// <summary>A payment method of another customer or channel than in the book. Value: the book's.</summary>
    ChangedPaymentMethods,

    /// <summary>
    /// A plan of another customer than in the book; or of another product, currency or signing date while it has ledger
    /// entries or debit attempts. Value: the book's.
    /// </summary>
    ChangedPlans,

    /// <summary>
    /// Another due date or amount than in the book while the installment has a payment or a debit in doubt, or is written
    /// off. Value: the book's.
    /// </summary>
    ChangedInstallments,

    /// <summary>A payment with other values than its ledger entry. Value: the book's.</summary>
    ChangedPayments,

    /// <summary>A plan whose installments' principals do not add up to its own. Value: its own; other: the sum.</summary>
    PlansThatDoNotAddUp,

    /// <summary>The same for plans that only the book has. Value: the plan's principal; other: the sum.</summary>
    InstallmentsThatDoNotAddUp,
}

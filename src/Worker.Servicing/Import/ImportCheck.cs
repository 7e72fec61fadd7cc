using System.Globalization;
using Worker.Servicing.Currencies;

namespace Worker.Servicing.Import;

internal sealed record ImportCheck(ImportFile File, ImportCheckKind Kind, Func<ImportFinding, string> Tell)
{
    public static IReadOnlyList<ImportCheck> All { get; } =
    [
        new(ImportFile.Customers, ImportCheckKind.DuplicateCustomers, Duplicate),
        new(ImportFile.PaymentMethods, ImportCheckKind.DuplicatePaymentMethods, Duplicate),
        new(ImportFile.PaymentMethods, ImportCheckKind.PaymentMethodsOfUnknownCustomers, UnknownCustomer),
        new(ImportFile.PaymentMethods, ImportCheckKind.ChangedPaymentMethods, finding => InTheBook(finding, "bind another method instead")),
        new(ImportFile.Plans, ImportCheckKind.DuplicatePlans, Duplicate),
        new(ImportFile.Plans, ImportCheckKind.PlansOfUnknownCustomers, UnknownCustomer),
        new(
            ImportFile.Plans,
            ImportCheckKind.PlansWithUnknownPaymentMethods,
            finding => $"{Quoted.Of(finding.Value)} is neither in {ImportFile.PaymentMethods} nor in the book"),
        new(
            ImportFile.Plans,
            ImportCheckKind.PlansWithPaymentMethodsOfOthers,
            finding => $"{Quoted.Of(finding.Value)} belongs to customer {Quoted.Of(finding.Other)}, not to the plan's"),
        new(
            ImportFile.Plans,
            ImportCheckKind.ChangedPlans,
            finding => InTheBook(
                finding,
                finding.ColumnName == "customer_ref" ? "a plan stays its customer's" : "the plan has ledger entries or debit attempts")),
        new(
            ImportFile.Plans,
            ImportCheckKind.PlansThatDoNotAddUp,
            finding => $"is {Amount(finding.Value, finding)}, but the principals of the plan's installments add up to {Amount(finding.Other, finding)}"),
        new(
            ImportFile.Installments,
            ImportCheckKind.DuplicateInstallments,
            finding => $"plan {Quoted.Of(finding.Value)} has this number on line {finding.Other} already"),
        new(ImportFile.Installments, ImportCheckKind.InstallmentsOfUnknownPlans, UnknownPlan),
        new(
            ImportFile.Installments,
            ImportCheckKind.ChangedInstallments,
            finding => InTheBook(finding, "the installment has a payment or a debit in doubt, or is written off")),
        new(
            ImportFile.Installments,
            ImportCheckKind.InstallmentsThatDoNotAddUp,
            finding => $"the plan's installments now add up to {Amount(finding.Other, finding)}, but its principal is {Amount(finding.Value, finding)}"),
        new(ImportFile.Payments, ImportCheckKind.DuplicatePayments, Duplicate),
        new(ImportFile.Payments, ImportCheckKind.PaymentsOfUnknownPlans, UnknownPlan),
        new(
            ImportFile.Payments,
            ImportCheckKind.PaymentsOfUnknownInstallments,
            finding => $"plan {Quoted.Of(finding.Value)} has no installment {finding.Other}, neither in {ImportFile.Installments} nor in the book"),
        new(ImportFile.Payments, ImportCheckKind.ChangedPayments, finding => InTheBook(finding, "a ledger entry is never changed")),
    ];

    private static string Duplicate(ImportFinding finding) => $"{Quoted.Of(finding.Value)} is on line {finding.Other} already";

    private static string UnknownCustomer(ImportFinding finding) =>
        $"{Quoted.Of(finding.Value)} is neither in {ImportFile.Customers} nor in the book";

    private static string UnknownPlan(ImportFinding finding) =>
        $"{Quoted.Of(finding.Value)} is neither in {ImportFile.Plans} nor in the book";

    private static string InTheBook(ImportFinding finding, string why) =>
        $"is {(finding.Currency is null ? Quoted.Of(finding.Value) : Amount(finding.Value, finding))} in the book and can't change: {why}";

    // A book may have a currency the worker does not know: its amounts are then shown in minor units.
    private static string Amount(string? minor, ImportFinding finding) =>
        Currency.TryParse(finding.Currency, out Currency? currency)
            ? new Money(long.Parse(minor!, CultureInfo.InvariantCulture), currency).ToString()
            : $"{minor} minor units of {Quoted.Of(finding.Currency)}";
}

/// <summary>A check of staged rows, known to the store by its name: <c>import-transaction/duplicate-customers</c>.</summary>
public enum ImportCheckKind
{
    DuplicateCustomers = 1,
    DuplicatePaymentMethods,
    DuplicatePlans,
    DuplicateInstallments,
    DuplicatePayments,
    PaymentMethodsOfUnknownCustomers,
    PlansOfUnknownCustomers,
    PlansWithUnknownPaymentMethods,
    PlansWithPaymentMethodsOfOthers,
    InstallmentsOfUnknownPlans,
    PaymentsOfUnknownPlans,
    PaymentsOfUnknownInstallments,
    ChangedPaymentMethods,
    ChangedPlans,
    ChangedInstallments,
    ChangedPayments,
    PlansThatDoNotAddUp,
    InstallmentsThatDoNotAddUp,
}

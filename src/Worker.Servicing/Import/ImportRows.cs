namespace Worker.Servicing.Import;

/// <summary>A record of <c>customers.csv</c>. In every kind of row, null is a value that could not be read and was reported as an error.</summary>
/// <param name="Name">At most 200 characters, otherwise any text.</param>
/// <param name="Email">Empty for a customer without an address.</param>
public sealed record CustomerRow(long Line, string CustomerRef, string? Name, string? Email, string? Language, string? TimeZone);

/// <param name="MaxAmount">The most that the mandate allows for one debit, in ten-thousandths of a major unit of any currency; null for what the book has.</param>
/// <param name="ValidFrom">The mandate's first business date; null for what the book has.</param>
/// <param name="ValidUntil">The mandate's last business date; null for what the book has.</param>
public sealed record PaymentMethodRow(
    long Line,
    string MethodRef,
    string? CustomerRef,
    string? Channel,
    string? Token,
    int? Priority,
    string? Status,
    long? MaxAmount = null,
    DateOnly? ValidFrom = null,
    DateOnly? ValidUntil = null);

/// <param name="Currency">ISO 4217 code of a currency the worker knows.</param>
/// <param name="Principal">Minor units, 0 or more.</param>
/// <param name="MethodRef">The designated payment method; null for none.</param>
/// <param name="Fallback">Whether the customer's other methods may be debited instead of the designated one; null for what the book has.</param>
public sealed record PlanRow(
    long Line,
    string PlanRef,
    string? CustomerRef,
    string? Product,
    string? Currency,
    long? Principal,
    DateOnly? SignedOn,
    bool? Autopay,
    string? MethodRef,
    bool? Fallback = null);

/// <param name="Number">1 or more; 0 when it could not be read.</param>
/// <param name="Principal">Minor units of the plan's currency, 0 or more.</param>
/// <param name="Interest">Minor units of the plan's currency, 0 or more.</param>
public sealed record InstallmentRow(
    long Line, string PlanRef, int Number, DateOnly? DueOn, DateOnly? RolledDueOn, long? Principal, long? Interest);

/// <param name="Amount">Minor units of the plan's currency, more than 0.</param>
/// <param name="PaidOn">The day it counts from.</param>
public sealed record PaymentRow(
    long Line, string PaymentRef, string? PlanRef, int? Number, long? Amount, DateOnly? PaidOn, string? Source);

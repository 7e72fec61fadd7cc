namespace Worker.Servicing.Import;

/// <summary>A record of <c>customers.csv</c>. In every kind of row, null is a value that could not be read and was told as an error.</summary>
/// <param name="Line">The line the record starts on.</param>
/// <param name="CustomerRef">The customer's reference.</param>
/// <param name="Name">At most 200 characters, otherwise any text.</param>
/// <param name="Email">A bare address.</param>
/// <param name="Language">A language tag.</param>
/// <param name="TimeZone">A time zone this machine knows.</param>
public sealed record CustomerRow(long Line, string CustomerRef, string? Name, string? Email, string? Language, string? TimeZone);

/// <summary>A record of <c>payment_methods.csv</c>.</summary>
/// <param name="Line">The line the record starts on.</param>
/// <param name="MethodRef">The method's reference.</param>
/// <param name="CustomerRef">Whose it is.</param>
/// <param name="Channel">A channel the worker knows.</param>
/// <param name="Token">What the channel debits.</param>
/// <param name="Priority">The smallest is tried first.</param>
/// <param name="Status"><c>active</c>, <c>suspended</c> or <c>revoked</c>.</param>
public sealed record PaymentMethodRow(
    long Line, string MethodRef, string? CustomerRef, string? Channel, string? Token, int? Priority, string? Status);

/// <summary>A record of <c>plans.csv</c>.</summary>
/// <param name="Line">The line the record starts on.</param>
/// <param name="PlanRef">The plan's reference.</param>
/// <param name="CustomerRef">Who owes.</param>
/// <param name="Product">What it was signed for.</param>
/// <param name="Currency">ISO 4217 code of a currency the worker knows.</param>
/// <param name="Principal">Minor units, 0 or more.</param>
/// <param name="SignedOn">The day it was signed.</param>
/// <param name="Autopay">Whether the worker debits it.</param>
/// <param name="MethodRef">The designated payment method; null for none.</param>
public sealed record PlanRow(
    long Line,
    string PlanRef,
    string? CustomerRef,
    string? Product,
    string? Currency,
    long? Principal,
    DateOnly? SignedOn,
    bool? Autopay,
    string? MethodRef);

/// <summary>A record of <c>installments.csv</c>.</summary>
/// <param name="Line">The line the record starts on.</param>
/// <param name="PlanRef">The plan it belongs to.</param>
/// <param name="Number">1 or more; 0 when it could not be read.</param>
/// <param name="DueOn">As agreed.</param>
/// <param name="RolledDueOn">As the calendar rolls it.</param>
/// <param name="Principal">Minor units of the plan's currency, 0 or more.</param>
/// <param name="Interest">Minor units of the plan's currency, 0 or more.</param>
public sealed record InstallmentRow(
    long Line, string PlanRef, int Number, DateOnly? DueOn, DateOnly? RolledDueOn, long? Principal, long? Interest);

/// <summary>A record of <c>payments.csv</c>.</summary>
/// <param name="Line">The line the record starts on.</param>
/// <param name="PaymentRef">The payment's reference.</param>
/// <param name="PlanRef">The plan it was made for.</param>
/// <param name="Number">The installment it was made for.</param>
/// <param name="Amount">Minor units of the plan's currency, more than 0.</param>
/// <param name="PaidOn">The day it counts from.</param>
/// <param name="Source">Where it came from.</param>
public sealed record PaymentRow(
    long Line, string PaymentRef, string? PlanRef, int? Number, long? Amount, DateOnly? PaidOn, string? Source);

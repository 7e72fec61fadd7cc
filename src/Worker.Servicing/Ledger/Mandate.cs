namespace Worker.Servicing.Ledger;

/// <summary>The limits of the agreement that allows debiting a payment method.</summary>
/// <param name="MaxAmount">The most that one debit may come to, in ten-thousandths of a major unit of the currency debited; null for no limit.</param>
/// <param name="ValidFrom">The first business date of debits; null for no limit.</param>
/// <param name="ValidUntil">The last business date of debits; null for no limit.</param>
public readonly record struct Mandate(long? MaxAmount, DateOnly? ValidFrom, DateOnly? ValidUntil)
{
    private const int Unit = 10_000;

    public static Mandate WithoutLimits { get; }

    public bool IsValidOn(DateOnly businessDate) =>
        (ValidFrom is null || businessDate >= ValidFrom) && (ValidUntil is null || businessDate <= ValidUntil);

    public bool Covers(Money amount) =>
        MaxAmount is not long maximum || (decimal)amount.Minor * Unit / amount.Currency.MinorUnitsPerMajor <= maximum;
}

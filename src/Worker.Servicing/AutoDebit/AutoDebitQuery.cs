namespace Worker.Servicing.AutoDebit;

/// <summary>Which installments a run looks at.</summary>
/// <param name="BusinessDate">The day the run works for.</param>
/// <param name="OldestDueOn">Installments that fell due before this have had their last attempt, unless a method came since.</param>
/// <param name="LatestDueOn">The business date and the lead days.</param>
public sealed record AutoDebitQuery(DateOnly BusinessDate, DateOnly OldestDueOn, DateOnly LatestDueOn)
{
    /// <summary>What there is to look at on a business date.</summary>
    public static AutoDebitQuery For(DateOnly businessDate, AutoDebitSettings settings) =>
        new(businessDate, businessDate.AddDays(-settings.Retries.Days[^1]), businessDate.AddDays(settings.LeadDays));
}

using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Worker.Servicing.Settings;

namespace Worker.Servicing.Reconciliation;

/// <summary>The <c>Reconciliation</c> section: how old a doubt may grow before somebody is told. It is asked about for ever in any case.</summary>
public sealed record DoubtSettings : IValidatableObject
{
    private const int MostHours = 720;

    /// <summary>From this age on, since the order was first sent, an attempt in doubt is a warning.</summary>
    [Duration("Hours", 0.01, MostHours)]
    public TimeSpan WarnAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>From this age on it is an alarm; no less than <see cref="WarnAfter"/>.</summary>
    [Duration("Hours", 0.01, MostHours)]
    public TimeSpan AlarmAfter { get; init; } = TimeSpan.FromDays(1);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (AlarmAfter < WarnAfter)
        {
            yield return new ValidationResult($"a number from {WarnAfter.TotalHours.ToString(CultureInfo.InvariantCulture)} to {MostHours}", ["AlarmAfterHours"]);
        }
    }
}

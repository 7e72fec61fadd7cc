namespace Worker.Servicing.Reconciliation;

/// <summary>The <c>Reconciliation</c> section: how old a doubt may grow before somebody is told. It is asked about for ever in any case.</summary>
public sealed record DoubtSettings
{
    /// <summary>From this age on, since the order was first sent, an attempt in doubt is a warning.</summary>
    public TimeSpan WarnAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>From this age on it is an alarm; no less than <see cref="WarnAfter"/>.</summary>
    public TimeSpan AlarmAfter { get; init; } = TimeSpan.FromDays(1);
}

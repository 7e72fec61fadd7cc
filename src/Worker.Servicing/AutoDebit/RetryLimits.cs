namespace Worker.Servicing.AutoDebit;

/// <summary>What is known about the method that would be debited, beside the schedule.</summary>
/// <param name="NotBefore">The first business date on which an earlier decline lets it be tried again; null where none asked to wait.</param>
/// <param name="IsStopped">An earlier decline lets the installment not be tried on it again.</param>
/// <param name="ActiveSince">Since when it can be debited, when it came or came back later than the installment: that opens a slot.</param>
/// <param name="ActiveSinceDate">The business date of that.</param>
public readonly record struct RetryLimits(DateOnly? NotBefore, bool IsStopped, DateTimeOffset? ActiveSince, DateOnly? ActiveSinceDate);

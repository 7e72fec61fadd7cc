namespace Worker.Servicing.Channels;

/// <summary>At most this many attempts on one payment method within a rolling window.</summary>
/// <param name="Attempts">1 or more.</param>
/// <param name="Window">Longer than zero.</param>
public sealed record AttemptBudget(int Attempts, TimeSpan Window);

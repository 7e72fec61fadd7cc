namespace Worker.Mail.Languages;

/// <summary>A decline code in plain words.</summary>
/// <param name="Reason">Why it was declined: a whole sentence.</param>
/// <param name="Advice">What the customer can do about it: a whole sentence.</param>
public sealed record Decline(string Reason, string Advice);

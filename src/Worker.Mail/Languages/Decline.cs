namespace Worker.Mail.Languages;

/// <summary>A decline code in plain words.</summary>
public sealed record Decline(string Reason, string Advice);

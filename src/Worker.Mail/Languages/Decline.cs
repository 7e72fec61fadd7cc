namespace Worker.Mail.Languages;

public sealed record Decline(string Reason, string Advice);

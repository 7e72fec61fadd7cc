namespace Worker.Mail.Languages;

/// <summary>What a message of one kind says, around its table of facts.</summary>
public sealed record Passage(string Subject, string Heading, string Lead, string Next);

namespace Worker.Mail.Languages;

/// <summary>What a message of one kind says, around its table of facts.</summary>
/// <param name="Subject">One line, with the amount or the date that matters.</param>
/// <param name="Heading">A few words.</param>
/// <param name="Lead">What happened, how much and when.</param>
/// <param name="Next">What the customer can do.</param>
public sealed record Passage(string Subject, string Heading, string Lead, string Next);

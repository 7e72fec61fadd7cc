using System.Globalization;

namespace Worker.Servicing.Operators;

/// <summary>Who pulls a lever, and why: what the audit log keeps of every meddling.</summary>
public sealed record OperatorNote
{
    /// <summary>The longest actor or reason, in UTF-16 units.</summary>
    public const int MaximumLength = 320;

    /// <exception cref="LeverRefusedException">
    /// One of them is missing or blank, longer than <see cref="MaximumLength"/>, or has a control character or a line break.
    /// </exception>
    public OperatorNote(Actor actor, string? reason)
    {
        Actor = actor with { Name = Checked("actor", actor.Name) };
        Reason = Checked("reason", reason);
    }

    /// <inheritdoc cref="OperatorNote(Actor, string?)"/>
    public OperatorNote(string? actor, string? reason)
        : this(new Actor(actor ?? ""), reason)
    {
    }

    public Actor Actor { get; }

    public string Reason { get; }

    private static string Checked(string name, string? text)
    {
        string trimmed = (text ?? "").Trim();
        if (trimmed.Length == 0)
        {
            throw new LeverRefusedException($"The {name} is missing: the audit log needs one.");
        }

        if (trimmed.Length > MaximumLength)
        {
            throw new LeverRefusedException($"The {name} has {trimmed.Length} characters: {MaximumLength} are allowed.");
        }

        return trimmed.Any(IsControl) ? throw new LeverRefusedException($"The {name} has a control character or a line break.") : trimmed;
    }

    private static bool IsControl(char character) => char.GetUnicodeCategory(character) is
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}

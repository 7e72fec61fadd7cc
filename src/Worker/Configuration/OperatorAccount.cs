using Worker.Servicing.Operators;

namespace Worker.Configuration;

/// <summary>Somebody who may sign in to the ops site with a password.</summary>
public sealed record OperatorAccount(string Name, OperatorRole Role, string PasswordHash)
{
    public const int MaximumNameLength = 64;

    /// <summary>What a name may be, to end an error text.</summary>
    public const string AllowedNames = "up to 64 letters (a to z), digits, dots, hyphens, underscores and @, a letter first, and none of the system's own names";

    /// <summary>Whether a text in lower case can be an operator's name.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= MaximumNameLength
        && char.IsAsciiLetterLower(text[0])
        && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '.' or '-' or '_' or '@')
        && OperatorNames.ProblemOf(text) is null;

    /// <summary>Name and role, not the hash.</summary>
    public override string ToString() => $"{Name} ({Role})";
}

/// <summary>What somebody may do on the ops site.</summary>
public enum OperatorRole
{
    Viewer,

    Operator,
}

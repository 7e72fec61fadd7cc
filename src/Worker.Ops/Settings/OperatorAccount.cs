using System.ComponentModel.DataAnnotations;
using Worker.Servicing.Operations;
using Worker.Servicing.Settings;

namespace Worker.Ops.Settings;

/// <summary>Somebody who may sign in to the ops site with a password.</summary>
public sealed record OperatorAccount(
    [property: SectionName(OperatorAccount.NamePattern, "is no operator's name: " + OperatorAccount.AllowedNames)] string Name,
    OperatorRole Role,
    [property: Required, Secret, Allowed("what 'worker operator add' prints", nameof(OperatorAccount.IsHash))] string PasswordHash)
{
    public const int MaxNameLength = 64;

    /// <summary>What a name may be, to end an error text.</summary>
    public const string AllowedNames = "up to 64 letters (a to z), digits, dots, hyphens, underscores and @, a letter first, and none of the system's own names";

    private const string NamePattern = $"(?!(?:{OperatorNames.OfTheSystem})$)[a-z][a-z0-9._@-]{{0,63}}";

    private OperatorAccount()
        : this("", OperatorRole.Viewer, "")
    {
    }

    /// <summary>Whether a text in lower case can be an operator's name.</summary>
    public static bool IsName(string text) => text.Length > 0 && new RegularExpressionAttribute(NamePattern).IsValid(text);

    public override string ToString() => $"{Name} ({Role})";

    private static bool IsHash(string text) => SignIn.PasswordHash.IsOne(text);
}

public enum OperatorRole
{
    Viewer,

    Operator,
}

namespace Worker.Servicing.Calendar;

/// <summary>Where a due date goes that falls on a day off.</summary>
public enum DueDateRoll
{
    None = 1,

    /// <summary>To the next working day.</summary>
    Following,

    /// <summary>To the next working day, unless that lies in another month: then to the working day before.</summary>
    ModifiedFollowing,

    /// <summary>To the working day before.</summary>
    Preceding,
}

/// <summary>Names of the policies in configuration (<c>Calendar:Roll</c>).</summary>
public static class DueDateRolls
{
    /// <summary>The names that <see cref="TryParse"/> takes, for an error text.</summary>
    public const string Allowed = "none, following, modifiedFollowing, preceding";

    public static string Name(this DueDateRoll roll) => roll switch
    {
        DueDateRoll.None => "none",
        DueDateRoll.Following => "following",
        DueDateRoll.ModifiedFollowing => "modifiedFollowing",
        DueDateRoll.Preceding => "preceding",
        _ => throw new ArgumentOutOfRangeException(nameof(roll), roll, null),
    };

    /// <summary>Finds a policy by its name, in any case; false for any other text, numbers included.</summary>
    public static bool TryParse(string? text, out DueDateRoll roll)
    {
        foreach (DueDateRoll candidate in Enum.GetValues<DueDateRoll>())
        {
            if (candidate.Name().Equals(text?.Trim(), StringComparison.OrdinalIgnoreCase))
            {
                roll = candidate;
                return true;
            }
        }

        roll = default;
        return false;
    }
}

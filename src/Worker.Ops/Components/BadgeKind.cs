namespace Worker.Ops.Components;

/// <summary>What a badge says besides its words: by a sign as well as by a colour.</summary>
public enum BadgeKind
{
    Neutral = 1,

    Good,

    Warning,

    Bad,
}

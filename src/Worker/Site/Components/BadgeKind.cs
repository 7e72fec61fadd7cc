namespace Worker.Site.Components;

/// <summary>What a badge says besides its words: by a sign as well as by a colour.</summary>
public enum BadgeKind
{
    /// <summary>Nothing to say about it.</summary>
    Neutral = 1,

    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Somebody should look.</summary>
    Warning,

    /// <summary>Something went wrong.</summary>
    Bad,
}

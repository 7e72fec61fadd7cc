namespace Worker.Testing.Worlds;

/// <summary>The days on which the tests play.</summary>
public static class Dates
{
    /// <summary>The first day: a Saturday, because no job minds.</summary>
    public static DateOnly D { get; } = new(2026, 11, 21);
}

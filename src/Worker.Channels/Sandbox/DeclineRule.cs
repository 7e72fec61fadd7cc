namespace Worker.Channels.Sandbox;

/// <summary>A rule of a sandbox token that declines.</summary>
/// <param name="Until">The first day on which it no longer declines; null to decline always.</param>
internal sealed record DeclineRule(string Code, DateOnly? Until)
{
    public bool DeclinesOn(DateOnly day) => Until is null || day < Until;
}

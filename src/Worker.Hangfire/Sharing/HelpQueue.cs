namespace Worker.Hangfire.Sharing;

/// <summary>The queue that this host alone serves: whoever calls it to a run can be sure that it is another machine that comes.</summary>
public sealed record HelpQueue(string Name)
{
    private const string Prefix = "help-";

    /// <summary>A queue that no other host has, whatever runs beside it on this machine.</summary>
    public static HelpQueue New() => new($"{Prefix}{Guid.NewGuid():N}"[..(Prefix.Length + 12)]);

    public static bool Is(string queue) => queue.StartsWith(Prefix, StringComparison.Ordinal);
}

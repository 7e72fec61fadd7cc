namespace Worker.Commands;

/// <summary>Separates configuration on the command line (<c>--Database:Provider=Sqlite</c>) from commands and their options.</summary>
internal static class ConfigurationArguments
{
    /// <summary>The arguments without the configuration, and the configuration.</summary>
    public static (string[] Commands, Dictionary<string, string?> Overrides) Split(IEnumerable<string> args)
    {
        var rest = new List<string>();
        var overrides = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (string arg in args)
        {
            int equals = arg.IndexOf('=', StringComparison.Ordinal);
            int colon = arg.IndexOf(':', StringComparison.Ordinal);
            if (arg.StartsWith("--", StringComparison.Ordinal) && colon > 2 && equals > colon)
            {
                overrides[arg[2..equals]] = arg[(equals + 1)..];
            }
            else
            {
                rest.Add(arg);
            }
        }

        return ([.. rest], overrides);
    }
}

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Worker.Commands;

/// <summary>Values and options that several commands take.</summary>
internal static class Parsing
{
    public static Option<bool> Json() => new("--json") { Description = "Print one JSON object on standard output; logs go to standard error." };

    public static Option<string> Actor() => new("--actor")
    {
        Description = "Who does this; goes into the audit log. The signed-in user by default.",
        DefaultValueFactory = _ => Environment.UserName,
    };

    public static Option<string> Reason() => new("--reason") { Description = "Why; goes into the audit log.", Required = true };

    public static Action<OptionResult> Between(Option<int> option, int least, int most) => result =>
    {
        if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            && (value < least || value > most))
        {
            result.AddError($"{option.Name} is {value}: a whole number from {least:N0} to {most:N0}.");
        }
    };

    public static DateOnly? Date(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date))
        {
            return date;
        }

        result.AddError($"'{text}' is not a date: write it like 2026-11-21.");
        return null;
    }

    public static DateTimeOffset? Instant(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset instant))
        {
            return instant;
        }

        result.AddError($"'{text}' is not an instant: write it like 2026-11-21T09:00:00+08:00.");
        return null;
    }
}

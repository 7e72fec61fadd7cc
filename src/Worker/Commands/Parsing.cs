using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Worker.Servicing.Calendar;

namespace Worker.Commands;

internal static class Parsing
{
    public static Option<bool> Json() => new("--json") { Description = "Print one JSON object on standard output; logs go to standard error." };

    public static Option<string> Actor() => new("--actor")
    {
        Description = "Who does this, for the audit log. By default the user of this machine.",
        DefaultValueFactory = _ => Environment.UserName,
    };

    public static Option<string> Reason() => new("--reason") { Description = "Why, for the audit log.", Required = true };

    public static Action<OptionResult> Between(Option<int> option, int least, int most) => result =>
    {
        if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            && (value < least || value > most))
        {
            result.AddError($"{option.Name} is {value}; it must be a whole number from {least:N0} to {most:N0}.");
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

    public static GivenInstant? Instant(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTime read)
            && read.Year is > 1 and < 9999)
        {
            return read.Kind == DateTimeKind.Unspecified
                ? new GivenInstant(read, null)
                : new GivenInstant(default, DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind));
        }

        result.AddError($"'{text}' is not an instant: write it like 2026-11-21T09:00:00+08:00.");
        return null;
    }
}

/// <summary>An instant as typed: with an offset, or in the business zone, which is not known yet while the command line is parsed.</summary>
internal sealed record GivenInstant(DateTime Local, DateTimeOffset? Exact)
{
    public DateTimeOffset In(BusinessZone zone) => Exact ?? zone.InstantOf(DateOnly.FromDateTime(Local), TimeOnly.FromDateTime(Local));
}

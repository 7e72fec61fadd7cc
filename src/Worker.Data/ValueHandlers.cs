using System.Data;
using System.Globalization;
using Dapper;

namespace Worker.Data;

internal static class ValueHandlers
{
    public static void Register()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.RemoveTypeMap(typeof(DateOnly));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.AddTypeHandler(new DateHandler());
        SqlMapper.AddTypeHandler(new InstantHandler());
    }

    private static bool IsText(IDbDataParameter parameter) => parameter is Microsoft.Data.Sqlite.SqliteParameter;

    private sealed class DateHandler : SqlMapper.TypeHandler<DateOnly>
    {
        public override DateOnly Parse(object value) => value switch
        {
            string text => DateText.Parse(text),
            DateTime date => DateOnly.FromDateTime(date),
            DateOnly date => date,
            _ => throw new DataException($"A {value.GetType().Name} is not a business date."),
        };

        public override void SetValue(IDbDataParameter parameter, DateOnly value)
        {
            parameter.DbType = IsText(parameter) ? DbType.String : DbType.Date;
            parameter.Value = IsText(parameter)
                ? value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                : value.ToDateTime(TimeOnly.MinValue);
        }
    }

    // A column of milliseconds would round up: an instant must not lie after itself.
    private static DateTime Cut(DateTime time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);

    private sealed class InstantHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override DateTimeOffset Parse(object value) => value switch
        {
            string text => InstantText.Parse(text),
            DateTime time => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)),
            DateTimeOffset instant => instant.ToUniversalTime(),
            _ => throw new DataException($"A {value.GetType().Name} is not an instant."),
        };

        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value)
        {
            parameter.DbType = IsText(parameter) ? DbType.String : DbType.DateTime2;
            parameter.Value = IsText(parameter) ? InstantText.Of(value) : Cut(value.UtcDateTime);
        }
    }
}

/// <summary>A business date as text: <c>2026-11-21</c>.</summary>
internal static class DateText
{
    /// <summary>Reads digits by position: millions of dates are read in a run, and the general parser takes five times as long.</summary>
    public static DateOnly Parse(string text) =>
        text is [_, _, _, _, '-', _, _, '-', _, _]
            ? new DateOnly(Number(text.AsSpan(0, 4)), Number(text.AsSpan(5, 2)), Number(text.AsSpan(8, 2)))
            : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static int Number(ReadOnlySpan<char> digits)
    {
        int number = 0;
        foreach (char digit in digits)
        {
            number = char.IsAsciiDigit(digit)
                ? (number * 10) + digit - '0'
                : throw new FormatException($"'{digits}' is not a number in a business date.");
        }

        return number;
    }
}

/// <summary>An instant as text of fixed width, UTC with milliseconds: text order is time order.</summary>
internal static class InstantText
{
    public const int Length = 24;
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static void Write(DateTimeOffset instant, Span<char> text) =>
        instant.UtcDateTime.TryFormat(text, out _, Format, CultureInfo.InvariantCulture);

    public static string Of(DateTimeOffset instant) => instant.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    public static DateTimeOffset Parse(string text) => DateTimeOffset.ParseExact(
        text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}

/// <summary>
/// Texts that meet columns of one-byte characters: codes, states, order numbers. As Unicode they would make SQL Server convert the
/// column that they are compared with instead of seeking in its index.
/// </summary>
internal static class AnsiText
{
    public static DbString Ansi(this string? text) => new() { Value = text, IsAnsi = true };
}

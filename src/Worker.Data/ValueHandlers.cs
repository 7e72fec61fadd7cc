using System.Data;
using System.Globalization;
using Dapper;

namespace Worker.Data;

/// <summary>How business dates and instants travel between C# and both databases.</summary>
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

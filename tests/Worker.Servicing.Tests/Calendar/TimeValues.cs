using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Worker.Servicing.Calendar;

namespace Worker.Servicing.Tests.Calendar;

/// <summary>Days, times and zones to try rules on, with the awkward ones often among them.</summary>
internal static class TimeValues
{
    public static BusinessZone Shanghai { get; } = Zone("Asia/Shanghai");

    public static BusinessZone Berlin { get; } = Zone("Europe/Berlin");

    public static BusinessZone NewYork { get; } = Zone("America/New_York");

    /// <summary>Among them: half hours of saving, saving at and up to midnight, no saving, and a day that never was (Apia, 2011-12-30).</summary>
    public static IReadOnlyList<BusinessZone> Zones { get; } =
    [
        Shanghai, Berlin, NewYork, Zone("UTC"), Zone("Asia/Kathmandu"), Zone("Australia/Lord_Howe"),
        Zone("America/Havana"), Zone("America/Sao_Paulo"), Zone("Pacific/Apia"), Zone("Pacific/Kiritimati"),
        Zone("America/Nuuk"),
    ];

    public static Gen<BusinessZone> ZoneGen { get; } = Gen.Elements(Zones.AsEnumerable());

    public static Gen<DateOnly> DateGen { get; } = Gen.OneOf(
        Gen.Choose(Day("2009-01-01").DayNumber, Day("2032-12-31").DayNumber).Select(DateOnly.FromDayNumber),
        Gen.Elements(
            Day("2026-03-29"), Day("2026-10-25"), Day("2026-03-08"), Day("2026-11-01"), Day("2011-12-29"), Day("2011-12-30"),
            Day("2011-12-31"), Day("2018-11-04"), Day("2018-02-17"), Day("2026-04-05"), Day("2026-10-04"), Day("2024-02-29"),
            Day("2026-02-16"), Day("2026-10-01"), Day("2026-12-31"), Day("2027-01-01"), Day("2025-03-29"), Day("2025-03-30")));

    /// <summary>Whole minutes, small hours and the last minute of the day often.</summary>
    public static Gen<TimeOnly> MinuteGen { get; } = Gen.OneOf(
        Gen.Choose(0, 1439).Select(minute => TimeOnly.MinValue.AddMinutes(minute)),
        Gen.Choose(0, 12).Select(quarter => TimeOnly.MinValue.AddMinutes(quarter * 15)),
        Gen.Constant(new TimeOnly(23, 59)));

    /// <summary>Any second, and moments around local times that saving moves.</summary>
    public static Gen<DateTimeOffset> InstantGen { get; } =
        from day in DateGen
        from second in Gen.OneOf(Gen.Choose(0, 86_399), Gen.Choose(0, 48).Select(half => half * 1800))
        from tick in Gen.Elements(-1, 0, 1)
        select new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddSeconds(second).AddTicks(tick);

    public static BusinessZone Zone(string id) =>
        BusinessZone.TryFind(id, out BusinessZone? zone) ? zone : throw new InvalidOperationException($"This system has no time zone {id}.");

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static TimeOnly Time(string text) => TimeOnly.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>An instant with its offset: <c>2026-03-29T03:00+02:00</c>.</summary>
    public static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    public static void Holds<T>(Gen<T> values, Func<T, bool> property) =>
        Prop.ForAll(values.ToArbitrary(), property).QuickCheckThrowOnFailure();
}

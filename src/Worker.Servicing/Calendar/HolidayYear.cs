namespace Worker.Servicing.Calendar;

/// <summary>One holiday file: the days of a year that differ from plain weekends.</summary>
/// <param name="Year">The year of the announcement, 1 to 9998.</param>
/// <param name="Days">
/// In any order. An announcement may reach into December before its year and into January after it.
/// </param>
public sealed record HolidayYear(int Year, IReadOnlyList<HolidayDay> Days);

/// <summary>A day that differs from plain weekends.</summary>
/// <param name="Name">The holiday it belongs to.</param>
/// <param name="Date">The day.</param>
/// <param name="IsOffDay">True for a day off; false for a day that is worked in exchange, usually on a weekend.</param>
public sealed record HolidayDay(string Name, DateOnly Date, bool IsOffDay);

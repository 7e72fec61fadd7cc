using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;

namespace Worker.Servicing.Calendar;

/// <summary>
/// Reads holiday files in the format of the public data set holiday-cn:
/// <c>{"year": 2026, "days": [{"name": "元旦", "date": "2026-01-04", "isOffDay": false}]}</c>. Other properties are left alone.
/// </summary>
public static class HolidayFiles
{
    /// <summary>The schema that lies next to the files in the data set, and is not one of them.</summary>
    private const string SchemaFile = "schema.json";

    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>Reads every <c>*.json</c> file of a folder (<c>Calendar:Folder</c>).</summary>
    /// <exception cref="InvalidDataException">The folder or a file is wrong; the message has one line for each, naming it.</exception>
    public static BusinessCalendar Load(string folder) =>
        TryLoad(folder, out BusinessCalendar? calendar, out IReadOnlyList<string> errors)
            ? calendar
            : throw new InvalidDataException(string.Join('\n', errors));

    /// <summary>Reads every <c>*.json</c> file of a folder; false with all that is wrong, each text naming its file.</summary>
    public static bool TryLoad(string folder, [NotNullWhen(true)] out BusinessCalendar? calendar, out IReadOnlyList<string> errors)
    {
        var found = new List<string>();
        List<HolidayYear> years = ReadFolder(folder, found);
        errors = found;
        calendar = found.Count == 0 ? new BusinessCalendar(years) : null;
        return calendar is not null;
    }

    internal static BusinessCalendar BuiltIn()
    {
        Assembly assembly = typeof(HolidayFiles).Assembly;
        return new BusinessCalendar(assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("holidays/", StringComparison.Ordinal))
            .Select(name =>
            {
                using Stream stream = assembly.GetManifestResourceStream(name)!;
                return Read(stream);
            }));
    }

    private static List<HolidayYear> ReadFolder(string folder, List<string> errors)
    {
        var years = new List<HolidayYear>();
        var fileOfYear = new Dictionary<int, string>();
        foreach (string file in FilesOf(folder, errors))
        {
            try
            {
                using FileStream stream = File.OpenRead(file);
                HolidayYear year = Read(stream);
                if (fileOfYear.TryAdd(year.Year, file))
                {
                    years.Add(year);
                }
                else
                {
                    errors.Add($"{file}: the year {year.Year} is already in {fileOfYear[year.Year]}.");
                }
            }
            catch (Exception error) when (error is JsonException or InvalidDataException or IOException or UnauthorizedAccessException)
            {
                errors.Add($"{file}: {error.Message}");
            }
        }

        return years;
    }

    private static string[] FilesOf(string folder, List<string> errors)
    {
        try
        {
            string[] files = [.. Directory.GetFiles(folder, "*.json")
                .Where(file => !Path.GetFileName(file).Equals(SchemaFile, StringComparison.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal)];
            if (files.Length == 0)
            {
                errors.Add($"{folder}: there is no holiday file (*.json) in this folder.");
            }

            return files;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            errors.Add($"{folder}: {error.Message}");
            return [];
        }
    }

    private static HolidayYear Read(Stream stream)
    {
        HolidayYear year = JsonSerializer.Deserialize<HolidayYear>(stream, Format)
            ?? throw new InvalidDataException("the file holds null instead of a year.");
        if (year.Year is < 1 or > 9998)
        {
            throw new InvalidDataException($"'year' is {year.Year}; it must be from 1 to 9998.");
        }

        var seen = new Dictionary<DateOnly, bool>();
        foreach (HolidayDay? day in year.Days)
        {
            if (day is null)
            {
                throw new InvalidDataException("'days' holds null instead of a day.");
            }

            if (Math.Abs(day.Date.Year - year.Year) > 1)
            {
                throw new InvalidDataException($"{day.Date:O} is more than a year away from the file's year {year.Year}.");
            }

            if (!seen.TryAdd(day.Date, day.IsOffDay) && seen[day.Date] != day.IsOffDay)
            {
                throw new InvalidDataException($"{day.Date:O} is both a day off and a working day.");
            }
        }

        return year;
    }
}

/// <summary>One holiday file: the days of a year that differ from plain weekends.</summary>
/// <param name="Year">The year of the announcement, 1 to 9998.</param>
/// <param name="Days">
/// In any order. An announcement may reach into December before its year and into January after it.
/// </param>
public sealed record HolidayYear(int Year, IReadOnlyList<HolidayDay> Days);

/// <summary>A day that differs from plain weekends.</summary>
/// <param name="IsOffDay">True for a day off; false for a day that is worked in exchange, usually on a weekend.</param>
public sealed record HolidayDay(string Name, DateOnly Date, bool IsOffDay);

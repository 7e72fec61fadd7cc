using Worker.Configuration;
using Worker.Servicing.Calendar;
using Worker.Testing;

namespace Worker.Tests.Configuration;

public sealed class CalendarSettingsTests
{
    [Fact]
    public void The_files_of_a_folder_take_the_place_of_those_that_come_along()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("2026.json"), """{ "year": 2026, "days": [ { "name": "x", "date": "2026-03-03", "isOffDay": true } ] }""");

        CalendarSettings calendar = Configured.Settings(
            ("Calendar:Folder", folder.Path), ("Calendar:Roll", "modifiedfollowing"), ("Calendar:TimeZone", "Europe/Berlin")).Calendar;

        Assert.False(calendar.Calendar.IsWorkingDay(new DateOnly(2026, 3, 3)));
        Assert.Equal([2026], calendar.Calendar.Years);
        Assert.Equal(DueDateRoll.ModifiedFollowing, calendar.Roll);
        Assert.Equal("Europe/Berlin", calendar.Zone.Zone.Id);
    }

    [Fact]
    public void Every_file_that_is_wrong_is_told()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.json"), "{");
        File.WriteAllText(folder.File("b.json"), "null");

        IReadOnlyList<string> errors = Configured.Errors(("Calendar:Folder", folder.Path));

        Assert.Equal(2, errors.Count);
        Assert.All(errors, error => Assert.StartsWith($"Calendar:Folder is '{folder.Path}': a folder of holiday files; ", error, StringComparison.Ordinal));
        Assert.Contains("a.json", errors[0], StringComparison.Ordinal);
        Assert.Contains("b.json", errors[1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_times_of_the_jobs_are_in_the_business_time_zone()
    {
        WorkerSettings settings = Configured.Settings(("Calendar:TimeZone", "America/New_York"), ("Schedule:remind", "every 2 hours"));

        Assert.Equal("America/New_York", settings.Timetable.Zone.Zone.Id);
        Assert.True(settings.Timetable.Schedules.ContainsKey("remind"));
    }
}

using Worker.Hangfire.Scheduling;
using Worker.Servicing.Calendar;

namespace Worker.Hangfire.Tests.Scheduling;

public sealed class CronTextTests
{
    [Theory]
    [InlineData("09:00, 14:00, 19:00", "0 9,14,19 * * *")]
    [InlineData("00:30", "30 0 * * *")]
    [InlineData("09:00, 14:30", "*/30 9,14 * * *")]
    [InlineData("every 15 minutes", "*/15 * * * *")]
    [InlineData("every minute", "* * * * *")]
    [InlineData("every 30 seconds", "*/30 * * * * *")]
    [InlineData("every 2 hours", "0 */2 * * *")]
    [InlineData("every 7 minutes", "* * * * *")]
    [InlineData("08:30:15", "15 30 8 * * *")]
    public void A_schedule_becomes_an_expression_that_fires_at_each_of_its_times(string schedule, string expected) =>
        Assert.Equal(expected, Of(schedule, "Asia/Shanghai"));

    [Fact]
    public void Where_clocks_are_changed_the_times_of_those_days_are_among_them() =>
        Assert.Equal("0 0,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23 * * *", Of("every 2 hours", "Europe/Berlin"));

    private static string Of(string text, string zone)
    {
        Assert.True(DailySchedule.TryParse(text, out DailySchedule? schedule, out _));
        return CronText.Of(schedule, new BusinessZone(TimeZoneInfo.FindSystemTimeZoneById(zone)), new DateOnly(2026, 11, 21));
    }
}

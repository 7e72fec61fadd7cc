using System.Text;
using Worker.Servicing.Calendar;
using Worker.Testing;
using static Worker.Servicing.Tests.Calendar.TimeValues;

namespace Worker.Servicing.Tests.Calendar;

public sealed class HolidayFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_as_the_data_set_publishes_it_is_read()
    {
        Write("schema.json", """{"$schema": "http://json-schema.org/draft-07/schema#", "type": "object"}""");
        Write("2030.json", """
            {
                "$schema": "https://example.org/schema.json",
                "$id": "https://example.org/2030.json",
                "year": 2030,
                "papers": ["https://example.org/paper"],
                "days": [
                    { "name": "元旦", "date": "2029-12-31", "isOffDay": true },
                    { "name": "元旦", "date": "2030-01-05", "isOffDay": false }
                ]
            }
            """);

        BusinessCalendar calendar = HolidayFiles.Load(folder.Path);

        Assert.Equal([2030], calendar.Years);
        Assert.False(calendar.IsWorkingDay(Day("2029-12-31")));
        Assert.True(calendar.IsWorkingDay(Day("2030-01-05")));
        Assert.False(calendar.IsWorkingDay(Day("2030-01-06")));
    }

    [Fact]
    public void A_byte_order_mark_is_no_obstacle()
    {
        File.WriteAllText(folder.File("2030.json"), """{"year":2030,"days":[]}""", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        Assert.Equal([2030], HolidayFiles.Load(folder.Path).Years);
    }

    [Theory]
    [InlineData("", "JSON")]
    [InlineData("null", "null")]
    [InlineData("[]", "JSON")]
    [InlineData("""{"year":2030}""", "days")]
    [InlineData("""{"days":[]}""", "year")]
    [InlineData("""{"year":2030,"days":null}""", "days")]
    [InlineData("""{"year":2030,"days":[null]}""", "null instead of a day")]
    [InlineData("""{"year":0,"days":[]}""", "'year' is 0")]
    [InlineData("""{"year":2030,"days":[{"name":"x","date":"2030-02-30","isOffDay":true}]}""", "$.days[0].date")]
    [InlineData("""{"year":2030,"days":[{"name":"x","date":"2030-02-28"}]}""", "isOffDay")]
    [InlineData("""{"year":2030,"days":[{"name":"x","date":"2030-02-28","isOffDay":"yes"}]}""", "$.days[0].isOffDay")]
    [InlineData("""{"year":2030,"days":[{"name":"x","date":"2032-01-01","isOffDay":true}]}""", "2032-01-01 is more than a year away")]
    [InlineData("""{"year":2030,"days":[{"name":"x","date":"2030-05-01","isOffDay":true},{"name":"y","date":"2030-05-01","isOffDay":false}]}""", "2030-05-01 is both")]
    [InlineData("""{"year":2030,"year":2031,"days":[]}""", "year")]
    public void A_wrong_file_is_refused_by_name_and_with_its_reason(string content, string reason)
    {
        Write("wrong.json", content);

        Assert.False(HolidayFiles.TryLoad(folder.Path, out BusinessCalendar? calendar, out IReadOnlyList<string> errors));

        Assert.Null(calendar);
        string error = Assert.Single(errors);
        Assert.StartsWith(folder.File("wrong.json") + ": ", error, StringComparison.Ordinal);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        Write("a.json", """{"year":2030,"days":[]}""");
        Write("b.json", """{"year":2030,"days":[]}""");
        Write("c.json", "not json");

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => HolidayFiles.Load(folder.Path));

        string[] lines = error.Message.Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Equal($"{folder.File("b.json")}: the year 2030 is already in {folder.File("a.json")}.", lines[0]);
        Assert.StartsWith(folder.File("c.json"), lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_empty_or_missing_is_refused_by_name()
    {
        Assert.Contains("no holiday file", Assert.Throws<InvalidDataException>(() => HolidayFiles.Load(folder.Path)).Message, StringComparison.Ordinal);
        Assert.Contains(
            folder.File("nowhere"),
            Assert.Throws<InvalidDataException>(() => HolidayFiles.Load(folder.File("nowhere"))).Message,
            StringComparison.Ordinal);
        Assert.False(HolidayFiles.TryLoad("", out _, out IReadOnlyList<string> errors));
        Assert.Single(errors);
    }

    [Fact]
    public void The_built_in_years_are_those_that_were_announced() => Assert.Equal([2024, 2025, 2026], BusinessCalendar.BuiltIn.Years);

    private void Write(string name, string content) => File.WriteAllText(folder.File(name), content);
}

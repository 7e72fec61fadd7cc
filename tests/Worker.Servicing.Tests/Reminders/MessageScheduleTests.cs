using FsCheck.Fluent;
using Worker.Servicing.Messages;
using Worker.Servicing.Reminders;
using static Worker.Servicing.Tests.Calendar.TimeValues;

namespace Worker.Servicing.Tests.Reminders;

public class MessageScheduleTests
{
    private static readonly ReminderSettings Settings = new();

    [Theory]
    [InlineData(-4, null)]
    [InlineData(-3, MessageKind.DueSoon)]
    [InlineData(-2, null)]
    [InlineData(-1, MessageKind.DueSoon)]
    [InlineData(0, null)]
    [InlineData(1, MessageKind.Overdue)]
    [InlineData(2, null)]
    [InlineData(3, MessageKind.Overdue)]
    [InlineData(7, MessageKind.Overdue)]
    [InlineData(15, MessageKind.Overdue)]
    [InlineData(30, MessageKind.Overdue)]
    [InlineData(31, null)]
    public void A_notice_is_written_on_its_days(int daysPastDue, MessageKind? kind)
    {
        DateOnly leapDay = Day("2024-02-29");

        Assert.Equal(kind, MessageSchedule.NoticeOn(Settings, leapDay.AddDays(daysPastDue), leapDay));
    }

    [Fact]
    public void A_notice_on_the_due_date_itself_is_a_due_notice()
    {
        ReminderSettings settings = Settings with { DueSoonDays = [0] };

        Assert.Equal(MessageKind.DueSoon, MessageSchedule.NoticeOn(settings, Day("2026-11-21"), Day("2026-11-21")));
    }

    [Fact]
    public void The_due_dates_of_a_day_are_listed_once_each_oldest_first()
    {
        ReminderSettings settings = Settings with { OverdueDays = [7, 1, 7] };

        Assert.Equal(
            [
                new Notice(Day("2024-02-23"), MessageKind.Overdue),
                new Notice(Day("2024-02-29"), MessageKind.Overdue),
                new Notice(Day("2024-03-02"), MessageKind.DueSoon),
                new Notice(Day("2024-03-04"), MessageKind.DueSoon),
            ],
            MessageSchedule.NoticesOn(settings, Day("2024-03-01")));
    }

    [Fact]
    public void The_list_for_a_query_and_the_rule_for_an_installment_agree() => Holds(
        from businessDate in DateGen from daysPastDue in Gen.Choose(-10, 40) select (businessDate, dueOn: businessDate.AddDays(-daysPastDue)),
        sample =>
        {
            Notice[] listed = [.. MessageSchedule.NoticesOn(Settings, sample.businessDate).Where(notice => notice.DueOn == sample.dueOn)];
            return MessageSchedule.NoticeOn(Settings, sample.businessDate, sample.dueOn) is { } kind
                ? listed is [{ } only] && only.Kind == kind
                : listed.Length == 0;
        });
}

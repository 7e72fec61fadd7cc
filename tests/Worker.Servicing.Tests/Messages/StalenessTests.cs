using FsCheck.Fluent;
using Worker.Servicing.Messages;
using static Worker.Servicing.Tests.Calendar.TimeValues;

namespace Worker.Servicing.Tests.Messages;

public class StalenessTests
{
    private const int StaleAfterDays = 3;
    private static readonly DateOnly Written = Day("2024-02-28");

    [Theory]
    [InlineData(MessageKind.DueSoon)]
    [InlineData(MessageKind.Overdue)]
    [InlineData(MessageKind.DebitFailed)]
    public void A_notice_is_stale_once_paid_or_more_than_three_days_old(MessageKind kind)
    {
        DateOnly farAway = Written.AddDays(10);

        Assert.False(IsStale(kind, farAway, isPaid: false, daysLater: 0));
        Assert.False(IsStale(kind, farAway, isPaid: false, daysLater: 3));
        Assert.True(IsStale(kind, farAway, isPaid: false, daysLater: 4));
        Assert.True(IsStale(kind, farAway, isPaid: true, daysLater: 0));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)] // on the due date it still tells something
    [InlineData(2, true)]
    public void A_due_notice_is_stale_after_the_due_date(int daysLater, bool stale) =>
        Assert.Equal(stale, IsStale(MessageKind.DueSoon, Written.AddDays(1), isPaid: false, daysLater));

    [Fact]
    public void What_happened_is_told_however_late() => Holds(
        from kind in Gen.Elements(MessageKind.Receipt, MessageKind.MethodSuspended, MessageKind.PlanClosed)
        from isPaid in Gen.Elements(true, false)
        from daysLater in Gen.Choose(0, 1000)
        select (kind, isPaid, daysLater),
        sample => !IsStale(sample.kind, Written, sample.isPaid, sample.daysLater));

    [Fact]
    public void What_is_stale_stays_stale() => Holds(
        from kind in Gen.Elements(Enum.GetValues<MessageKind>())
        from dueInDays in Gen.Choose(-30, 10)
        from isPaid in Gen.Elements(true, false)
        from daysLater in Gen.Choose(0, 10)
        select (kind, dueOn: Written.AddDays(dueInDays), isPaid, daysLater),
        sample => !IsStale(sample.kind, sample.dueOn, sample.isPaid, sample.daysLater)
            || IsStale(sample.kind, sample.dueOn, sample.isPaid, sample.daysLater + 1));

    private static bool IsStale(MessageKind kind, DateOnly dueOn, bool isPaid, int daysLater) =>
        Staleness.IsStale(kind, Written, dueOn, isPaid, Written.AddDays(daysLater), StaleAfterDays);
}

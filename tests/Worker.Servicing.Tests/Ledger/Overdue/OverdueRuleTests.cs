using Worker.Servicing.Ledger;
using Worker.Servicing.Ledger.Overdue;

namespace Worker.Servicing.Tests.Ledger.Overdue;

public class OverdueRuleTests
{
    private static readonly Installment Installment = Book.Installment("2024-02-27", 30_000, 3_730);

    [Theory]
    [InlineData("2024-02-25", InstallmentStatus.Scheduled)]
    [InlineData("2024-02-26", InstallmentStatus.Due)]
    [InlineData("2024-02-27", InstallmentStatus.Due)]
    [InlineData("2024-02-29", InstallmentStatus.Due)]
    [InlineData("2024-03-01", InstallmentStatus.Overdue)]
    [InlineData("2034-03-01", InstallmentStatus.Overdue)]
    public void An_unpaid_installment_is_due_from_the_morning_of_its_due_date_and_overdue_when_grace_has_closed(
        string closedDay, InstallmentStatus status) =>
        Assert.Equal(status, OverdueRule.StatusAt(Installment, isPaid: false, graceDays: 3, Book.Day(closedDay)));

    [Fact]
    public void Without_grace_it_is_overdue_at_the_close_of_its_due_date()
    {
        Assert.Equal(InstallmentStatus.Due, OverdueRule.StatusAt(Installment, isPaid: false, graceDays: 0, Book.Day("2024-02-26")));
        Assert.Equal(InstallmentStatus.Overdue, OverdueRule.StatusAt(Installment, isPaid: false, graceDays: 0, Book.Day("2024-02-27")));
    }

    [Theory]
    [InlineData("2024-01-01")]
    [InlineData("2024-02-27")]
    [InlineData("2024-12-01")]
    public void Paid_comes_before_the_dates_and_written_off_before_paid(string closedDay)
    {
        Installment writtenOff = Installment with { WrittenOffOn = Book.Day("2024-06-01") };
        Installment nothing = Installment with { Principal = 0, Interest = 0 };

        Assert.Equal(InstallmentStatus.Paid, OverdueRule.StatusAt(Installment, isPaid: true, graceDays: 3, Book.Day(closedDay)));
        Assert.Equal(InstallmentStatus.Paid, OverdueRule.StatusAt(nothing, isPaid: false, graceDays: 3, Book.Day(closedDay)));
        Assert.Equal(InstallmentStatus.WrittenOff, OverdueRule.StatusAt(writtenOff, isPaid: true, graceDays: 3, Book.Day(closedDay)));
    }

    [Fact]
    public void A_grace_beyond_the_calendar_never_ends() =>
        Assert.Equal(InstallmentStatus.Due, OverdueRule.StatusAt(Installment, isPaid: false, int.MaxValue, DateOnly.MaxValue));

    [Fact]
    public void Overdue_since_is_the_day_after_the_due_date_and_cleared_by_any_other_status()
    {
        foreach (InstallmentStatus status in Enum.GetValues<InstallmentStatus>())
        {
            Assert.Equal(
                status == InstallmentStatus.Overdue ? Book.Day("2024-02-28") : null,
                OverdueRule.OverdueSince(Installment, status));
        }
    }

    [Theory]
    [InlineData("2024-02-01", 0, null)]
    [InlineData("2024-02-27", 0, null)]
    [InlineData("2024-02-28", 1, "M1")]
    [InlineData("2024-03-28", 30, "M1")]
    [InlineData("2024-03-29", 31, "M2")]
    [InlineData("2024-04-27", 60, "M2")]
    [InlineData("2024-04-28", 61, "M3")]
    [InlineData("2024-05-27", 90, "M3")]
    [InlineData("2024-05-28", 91, "M4+")]
    [InlineData("2030-01-01", 2135, "M4+")]
    public void Days_past_due_and_bucket_are_as_of_a_date(string asOf, int days, string? bucket)
    {
        Assert.Equal(days, OverdueRule.DaysPastDue(Installment, Book.Day(asOf)));
        Assert.Equal(bucket, OverdueRule.BucketAt(Installment, Book.Day(asOf))?.Name());
    }

    [Fact]
    public void Status_names_are_stable_and_read_back()
    {
        Assert.Equal(
            ["scheduled", "due", "overdue", "paid", "written_off"],
            Enum.GetValues<InstallmentStatus>().Select(status => status.Name()));
        Assert.All(Enum.GetValues<InstallmentStatus>(), status => Assert.Equal(status, InstallmentStatuses.Parse(status.Name())));
        Assert.Throws<FormatException>(() => InstallmentStatuses.Parse("Paid"));
        Assert.Throws<ArgumentOutOfRangeException>(() => default(InstallmentStatus).Name());
    }
}

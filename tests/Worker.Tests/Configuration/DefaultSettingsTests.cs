using Worker.Configuration;
using Worker.Data;
using Worker.Ops.Settings;
using Worker.Servicing.Calendar;
using Worker.Servicing.Channels;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger;
using Worker.Servicing.Ledger.LateFees;
using Worker.Servicing.Messages;
using Worker.Servicing.Retention;

namespace Worker.Tests.Configuration;

/// <summary>The numbers of the rules' documents hold where nothing is configured.</summary>
public sealed class DefaultSettingsTests
{
    private static readonly WorkerSettings Settings = Configured.Settings(
        ("Channels:wechatpay:BaseUrl", "https://gateway.example.com/w"), ("Channels:wechatpay:Secret", "w"));

    [Theory]
    [InlineData(JobList.Reconcile, "every 15 minutes")]
    [InlineData(JobList.MarkOverdue, "00:30")]
    [InlineData(JobList.LateFees, "00:45")]
    [InlineData(JobList.Remind, "08:30")]
    [InlineData(JobList.AutoDebit, "09:00, 14:00, 19:00")]
    [InlineData(JobList.SendMail, "every minute")]
    public void A_job_runs_at_its_default_times(string job, string times)
    {
        Assert.True(DailySchedule.TryParse(times, out DailySchedule? expected, out _));
        Assert.Equal(expected.ToString(), Settings.Timetable.Of(JobList.Find(job)!).ToString());
        Assert.Equal("Asia/Shanghai", Settings.Timetable.Zone.Zone.Id);
    }

    [Fact]
    public void The_database_is_an_embedded_file_that_migrates_itself() =>
        Assert.Equal(new DatabaseSettings(DatabaseProvider.Sqlite, "data/worker.db", MigrateAtStart: true), Settings.Database);

    [Fact]
    public void Days_are_those_of_Shanghai_with_the_files_that_come_along_and_no_rolling()
    {
        Assert.Equal("Asia/Shanghai", Settings.Calendar.Zone.Zone.Id);
        Assert.Equal(DueDateRoll.None, Settings.Calendar.Roll);
        Assert.Same(BusinessCalendar.BuiltIn, Settings.Calendar.Calendar);
    }

    [Fact]
    public void Debits_are_tried_by_the_schedule_of_the_rules()
    {
        Assert.Equal([0, 1, 3, 5, 10, 15, 20, 30], Settings.AutoDebit.Retries.Days);
        Assert.Equal(2, Settings.AutoDebit.Retries.MaxPerDay);
        Assert.Equal(TimeSpan.FromHours(4), Settings.AutoDebit.Retries.MinimumGap);
        Assert.Equal(0, Settings.AutoDebit.LeadDays);
        Assert.True(Settings.AutoDebit.IncludeLateFees);
        Assert.Empty(Settings.AutoDebit.MaxRunAmount);
        Assert.Equal(200, Settings.AutoDebit.ErrorWindow);
        Assert.Equal(20, Settings.AutoDebit.ErrorWindowMinimum);
        Assert.Equal(0.5, Settings.AutoDebit.MaxErrorShare);
    }

    [Fact]
    public void A_card_is_tried_10_times_in_24_hours_and_20_times_in_30_days_at_most()
    {
        Assert.True(Settings.Channels.TryGet("card", out ChannelSettings? card));
        Assert.Equal([new AttemptBudget(10, TimeSpan.FromHours(24)), new AttemptBudget(20, TimeSpan.FromDays(30))], card.Budgets);
        Assert.Null(card.Window.OpensAt);
        Assert.False(card.DemandsNotice);
        Assert.True(card.Parts);
        Assert.Null(card.CallsPerSecond);
        Assert.Equal(64, card.MaxInFlight);
        Assert.Equal(TimeSpan.FromSeconds(10), card.Timeout);
        Assert.Equal(TimeSpan.FromMinutes(10), card.Finality);
        Assert.Same(DeclineCategories.DefaultHardCodes, card.HardDeclineCodes);
    }

    [Fact]
    public void WeChat_Pay_is_open_from_7_to_22_in_Shanghai_and_demands_notice()
    {
        Assert.True(Settings.Channels.TryGet("wechatpay", out ChannelSettings? wechatpay));
        Assert.Equal(new TimeOnly(7, 0), wechatpay.Window.OpensAt);
        Assert.Equal(new TimeOnly(22, 0), wechatpay.Window.ClosesAt);
        Assert.Equal("Asia/Shanghai", wechatpay.Window.Zone.Id);
        Assert.True(wechatpay.DemandsNotice);
        Assert.Empty(wechatpay.Budgets);
    }

    [Fact]
    public void Late_fees_and_allocation_follow_the_built_in_rules()
    {
        Assert.Empty(Settings.LateFees);
        LateFeePolicy policy = Settings.Ledger.Policies.InForce("any", new DateOnly(2026, 1, 1));
        Assert.Equal((3, 0.0005m, 1.0m, 0.24m), (policy.GraceDays, policy.DailyRate, policy.CapPercent, policy.AnnualCap));
        Assert.Equal(AccrueFrom.DueDate, policy.AccrueFrom);
        Assert.Empty(policy.Flat);
        Assert.Equal([LedgerPart.LateFee, LedgerPart.Interest, LedgerPart.Principal], Settings.Ledger.Order.Parts);
    }

    [Fact]
    public void Messages_keep_to_the_days_and_quiet_hours_of_the_rules()
    {
        Assert.Equal([3, 1], Settings.Reminders.DueSoonDays);
        Assert.Equal([1, 3, 7, 15, 30], Settings.Reminders.OverdueDays);
        Assert.Equal(3, Settings.Reminders.StaleAfterDays);
        Assert.Equal(3, Settings.Outbox.StaleAfterDays);
        Assert.Equal(new QuietHours(new TimeOnly(22, 0), new TimeOnly(8, 0)), Settings.Outbox.QuietHours);
        Assert.Equal(new OutboxSettings(), Settings.Outbox);
    }

    [Fact]
    public void Mail_goes_to_a_folder_and_the_ops_site_is_served_on_loopback()
    {
        Assert.Equal(new MailSettings(), Settings.Mail);
        Assert.Equal(MailTransportKind.Pickup, Settings.Mail.Transport);
        Assert.Equal("http://127.0.0.1:5080", Settings.Ops.Url);
        Assert.True(Settings.Ops is { TrustsLoopback: true, HasSignIn: false, KnownProxies: [] });
        Assert.Equal(Path.Combine("data", "keys"), Settings.Ops.KeysFolder);
        Assert.Equal(new SignInSettings(), Settings.Ops.SignIn);
        Assert.Equal(new RunSettings(), Settings.Runs);
        Assert.Equal(new RetentionSettings(), Settings.Retention);
        Assert.Equal((TimeSpan.FromHours(1), TimeSpan.FromDays(1)), (Settings.Doubts.WarnAfter, Settings.Doubts.AlarmAfter));
        Assert.Equal(TimeSpan.FromHours(48), Configured.Settings(("Reconciliation:WarnAfterHours", "48")).Doubts.AlarmAfter);
    }

    [Fact]
    public void Nothing_at_all_is_a_configuration_without_channels() =>
        Assert.Empty(Configured.SettingsOf(Configured.WithNothing()).Channels.All);
}

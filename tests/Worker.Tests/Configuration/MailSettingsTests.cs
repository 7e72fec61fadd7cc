using Worker.Servicing.Messages;
using Worker.Testing;

namespace Worker.Tests.Configuration;

public sealed class MailSettingsTests
{
    private static readonly (string, string?) Smtp = ("Mail:Transport", "smtp");
    private static readonly (string, string?) Help = ("Mail:HelpContact", "help@example.com");

    [Fact]
    public void A_server_needs_a_help_contact_that_customers_can_reach() => Assert.Equal(
        "Mail:HelpContact is missing: what every mail ends with, so that customers can reach you",
        Assert.Single(Configured.Errors(Smtp)));

    [Theory]
    [InlineData("None")]
    [InlineData("Tls")]
    [InlineData("StartTls")]
    public void Every_protection_can_be_asked_for(string security) =>
        Assert.Equal(security, $"{Configured.Settings(Smtp, Help, ("Mail:Security", security)).Mail.Security}");

    [Theory]
    [InlineData("Mail:AccessToken")]
    [InlineData("Mail:AccessTokenPath")]
    public void An_access_token_signs_in(string key)
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("token");
        File.WriteAllText(file, "token");
        (string, string?)[] given = [Smtp, Help, ("Mail:UserName", "u"), (key, file)];

        MailSettings mail = Configured.Settings(given).Mail;

        Assert.Equal(("u", file), (mail.UserName, mail.AccessToken ?? mail.AccessTokenPath));
    }

    [Fact]
    public void A_token_needs_a_user_name() => Assert.Contains(
        "Mail:UserName is missing: UserName and AccessToken, or neither", Configured.Errors(Smtp, Help, ("Mail:AccessToken", "t")));

    [Fact]
    public void One_signs_in_with_one_thing() => Assert.Contains(
        "Mail:Password and Mail:AccessToken are given: one of them",
        Configured.Errors(Smtp, Help, ("Mail:UserName", "u"), ("Mail:Password", "p"), ("Mail:AccessToken", "t")));

    [Fact]
    public void A_token_s_file_that_is_not_there_is_said_at_once() => Assert.Contains(
        "Mail:AccessTokenPath is '/nowhere/token': the path of a file that holds the access token; there is none",
        Configured.Errors(Smtp, Help, ("Mail:UserName", "u"), ("Mail:AccessTokenPath", "/nowhere/token")));

    [Fact]
    public void A_pickup_folder_needs_no_protection() =>
        Assert.Equal(MailSecurity.Tls, Configured.Settings(("Mail:Security", "Tls")).Mail.Security);

    [Theory]
    [InlineData("Mail:UserName", "Mail:Password is missing: UserName and Password, or neither")]
    [InlineData("Mail:Password", "Mail:UserName is missing: UserName and Password, or neither")]
    public void A_user_name_and_a_password_come_together(string key, string error)
    {
        Assert.Equal(error, Assert.Single(Configured.Errors(Smtp, Help, (key, "x"))));
        Assert.Equal(error, Assert.Single(Configured.Errors(Smtp, Help, ("Mail:UserName", ""), ("Mail:Password", ""), (key, "x"))));
    }

    [Fact]
    public void Everything_that_is_given_is_taken()
    {
        MailSettings mail = Configured.Settings(
            Smtp,
            ("Mail:Host", "mail.example.com"),
            ("Mail:Port", "25"),
            ("Mail:Security", "None"),
            ("Mail:UserName", "worker"),
            ("Mail:Password", "pass word "),
            ("Mail:From", "分期 <pay@example.com>"),
            Help,
            ("Mail:Unsubscribe", "mailto:stop@example.com"),
            ("Mail:MaxInFlight", "9"),
            ("Mail:TimeoutSeconds", "2.5"),
            ("Mail:PickupFolder", "elsewhere")).Mail;

        Assert.Equal(
            new MailSettings
            {
                Transport = MailTransportKind.Smtp,
                Host = "mail.example.com",
                Port = 25,
                Security = MailSecurity.None,
                UserName = "worker",
                Password = "pass word ",
                From = "分期 <pay@example.com>",
                HelpContact = "help@example.com",
                Unsubscribe = new Uri("mailto:stop@example.com"),
                MaxInFlight = 9,
                Timeout = TimeSpan.FromSeconds(2.5),
                PickupFolder = "elsewhere",
            },
            mail);
    }

    [Fact]
    public void Tries_belong_to_the_mail_and_hours_to_the_reminders()
    {
        OutboxSettings outbox = Configured.Settings(
            ("Mail:MaxTries", "5"), ("Mail:FirstBackOffSeconds", "7"), ("Reminders:QuietHours", "21:30-09:00"), ("Reminders:StaleAfterDays", "9")).Outbox;

        Assert.Equal(
            new OutboxSettings
            {
                MaxTries = 5,
                FirstBackOff = TimeSpan.FromSeconds(7),
                QuietHours = new QuietHours(new TimeOnly(21, 30), new TimeOnly(9, 0)),
                StaleAfterDays = 9,
            },
            outbox);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("")]
    public void Without_quiet_hours_a_mail_may_go_at_once(string none)
    {
        var night = new DateTimeOffset(2026, 3, 1, 3, 0, 0, TimeSpan.Zero);
        QuietHours quiet = Configured.Settings(("Reminders:QuietHours", none)).Outbox.QuietHours;
        Assert.Equal(night, quiet.EarliestSend(night, TimeZoneInfo.Utc));
    }
}

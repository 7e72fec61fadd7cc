using Worker.Configuration;
using Worker.Testing;

namespace Worker.Tests.Configuration;

public sealed class SettingsWarningsTests
{
    private static readonly DateOnly Covered = new(2025, 12, 31);

    [Fact]
    public void Sensible_settings_deserve_none() => Assert.Empty(SettingsWarnings.Of(Configured.Settings(), Covered));

    [Fact]
    public void A_year_without_holiday_file_within_twelve_months_deserves_one()
    {
        Assert.Equal(
            ["Calendar:Folder has no holiday file for 2027: only weekends are days off in that year"],
            SettingsWarnings.Of(Configured.Settings(), new DateOnly(2026, 1, 1)));

        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("2027.json"), """{ "year": 2027, "days": [] }""");
        Assert.Equal(
            ["Calendar:Folder has no holiday file for 2026: only weekends are days off in that year"],
            SettingsWarnings.Of(Configured.Settings(("Calendar:Folder", folder.Path)), new DateOnly(2026, 1, 1)));
    }

    [Theory]
    [InlineData("http://gateway.example.com", true)]
    [InlineData("http://127.0.0.1:9", false)]
    [InlineData("http://[::1]:9", false)]
    [InlineData("http://localhost:9", false)]
    [InlineData("https://gateway.example.com", false)]
    public void A_gateway_without_TLS_deserves_one_unless_it_is_on_this_machine(string address, bool isWarned) =>
        Assert.Equal(isWarned, Warnings(("Channels:card:BaseUrl", address)).Any(warning => warning.StartsWith("Channels:card:BaseUrl", StringComparison.Ordinal)));

    [Fact]
    public void No_channel_at_all_deserves_one() => Assert.Equal(
        ["Channels: there is none, so that nothing can be debited"],
        SettingsWarnings.Of(Configured.SettingsOf(Configured.WithNothing()), Covered));

    [Fact]
    public void A_notice_that_is_demanded_and_never_written_deserves_one()
    {
        Assert.Contains("Channels:card:DemandsNotice", Assert.Single(Warnings(("Channels:card:DemandsNotice", "true"), ("Reminders:DueSoonDays", ""))), StringComparison.Ordinal);
        Assert.Empty(Warnings(("Reminders:DueSoonDays", "none")));
        Assert.Empty(Warnings(("Channels:card:DemandsNotice", "true")));
    }

    [Fact]
    public void Debits_ahead_of_what_a_channel_takes_deserve_one()
    {
        Assert.StartsWith("Channels:card:MaxDaysBeforeDue is 0", Assert.Single(Warnings(("AutoDebit:LeadDays", "1"))), StringComparison.Ordinal);
        Assert.Empty(Warnings(("AutoDebit:LeadDays", "1"), ("Channels:card:MaxDaysBeforeDue", "1")));
    }

    [Theory]
    [InlineData("dailyRate", "0.05", true)]
    [InlineData("dailyRate", "0.01", false)]
    [InlineData("capPercent", "100", true)]
    [InlineData("capPercent", "1", false)]
    [InlineData("annualCap", "24", true)]
    [InlineData("annualCap", "0.36", false)]
    public void A_rate_that_looks_like_per_cent_deserves_one(string key, string value, bool isWarned) =>
        Assert.Equal(isWarned, Warnings(($"LateFees:phone:0:{key}", value)).Any(warning => warning.Contains($"{key} is {value}", StringComparison.Ordinal)));

    [Fact]
    public void Mail_in_plain_text_deserves_one_unless_it_stays_on_this_machine()
    {
        (string, string?)[] smtp =
            [("Mail:Transport", "Smtp"), ("Mail:Security", "None"), ("Mail:HelpContact", "h"), ("Mail:From", "a@example.com")];
        Assert.Empty(Warnings(smtp));
        Assert.Empty(Warnings([.. smtp, ("Mail:Host", "127.0.0.1")]));
        Assert.Contains("to mail.example.com in plain text", Assert.Single(Warnings([.. smtp, ("Mail:Host", "mail.example.com")])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sender_that_no_answer_can_reach_deserves_one() => Assert.StartsWith(
        "Mail:From is an address at localhost",
        Assert.Single(Warnings(("Mail:Transport", "Smtp"), ("Mail:HelpContact", "h"))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("Server=db.example.com;Database=book;Encrypt=False", "has Encrypt=False")]
    [InlineData("Server=tcp:db.example.com,1433;Database=book;Encrypt=Optional", "has Encrypt=False")]
    [InlineData("Server=db.example.com\\sales;Database=book;TrustServerCertificate=True", "has TrustServerCertificate=True")]
    [InlineData("Server=db.example.com;Database=book", "")]
    [InlineData("Server=db.example.com;Database=book;Encrypt=Strict", "")]
    [InlineData("Server=tcp:localhost,1433;Database=book;Encrypt=False", "")]
    [InlineData("Server=.\\sales;Database=book;Encrypt=False", "")]
    [InlineData("Server=(local);Database=book;TrustServerCertificate=True", "")]
    [InlineData("Server=127.0.0.1;Database=book;Encrypt=False", "")]
    public void A_database_over_the_network_in_plain_text_deserves_one(string connection, string warning)
    {
        IReadOnlyList<string> warnings = [.. Warnings(("Database:Provider", "SqlServer"), ("Database:ConnectionString", connection)).Where(one => one.StartsWith("Database:", StringComparison.Ordinal))];

        Assert.Equal(warning.Length == 0 ? 0 : 1, warnings.Count);
        Assert.All(warnings, one => Assert.Contains(warning, one, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://collector.example.com:4317", "key=secret", true)]
    [InlineData("https://collector.example.com:4317", "key=secret", false)]
    [InlineData("http://127.0.0.1:4317", "key=secret", false)]
    [InlineData("http://collector.example.com:4317", null, false)]
    public void Headers_for_a_collector_in_plain_text_deserve_one(string endpoint, string? headers, bool isWarned)
    {
        IReadOnlyList<string> warnings = Warnings(("Telemetry:OtlpEndpoint", endpoint), ("Telemetry:OtlpHeaders", headers));

        Assert.Equal(isWarned, warnings.Any(one => one.StartsWith("Telemetry:OtlpEndpoint is 'http://collector.example.com:4317/': without TLS", StringComparison.Ordinal)));
        Assert.DoesNotContain(warnings, one => one.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public void A_site_that_nobody_gets_into_deserves_one_that_says_how() => Assert.Contains(
        Warnings(("Database:Provider", "SqlServer"), ("Database:ConnectionString", "Server=localhost;Database=book")),
        warning => warning.Contains("'worker operator add NAME --role operator'", StringComparison.Ordinal));

    private static IReadOnlyList<string> Warnings(params (string Key, string? Value)[] values) =>
        SettingsWarnings.Of(Configured.Settings(values), Covered);
}

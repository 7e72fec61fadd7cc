namespace Worker.Tests.Configuration;

public sealed class UnknownKeyTests
{
    [Theory]
    [InlineData("AutoDebit:LeadDay", "AutoDebit:LeadDay is no key; AutoDebit:LeadDays is")]
    [InlineData("AutoDebit:MaxPerDy", "AutoDebit:MaxPerDy is no key; AutoDebit:MaxPerDay is")]
    [InlineData("AutoDebit:MaxRunAmounts:CNY", "AutoDebit:MaxRunAmounts:CNY is no key; AutoDebit:MaxRunAmount is")]
    [InlineData("Channels:card:Secrt", "Channels:card:Secrt is no key; Channels:card:Secret is")]
    [InlineData("Channels:card:SecertFile", "Channels:card:SecertFile is no key; Channels:card:SecretFile is")]
    [InlineData("Schedule:auto-debits", "Schedule:auto-debits is no key; Schedule:auto-debit is")]
    [InlineData("Channels:card:Secrets:0", "Channels:card:Secrets:0 is no key; Channels:card:Secret is")]
    [InlineData("Schedule:backup", "Schedule:backup is no key; Schedule has auto-debit, late-fees, mark-overdue, reconcile, remind, send-mail")]
    [InlineData("Calendar:Roll:0", "Calendar:Roll:0 is no key; Calendar:Roll is")]
    [InlineData("Reminders:DueSoonDays:first", "Reminders:DueSoonDays:first is no key; Reminders:DueSoonDays is")]
    [InlineData("Ops:Colour:Of:Site", "Ops:Colour:Of:Site is no key; Ops has Hosts, KeysFolder, KnownProxies, Url")]
    [InlineData("LateFee:default:0:graceDays", "LateFee is no section; LateFees is")]
    [InlineData("Reminder:QuietHours", "Reminder is no section; Reminders is")]
    [InlineData("Worker:AutoDebit:LeadDays", "Worker is no section: Database, Calendar, Channels, LateFees,")]
    public void A_key_that_is_none_is_refused_with_what_was_probably_meant(string key, string beginning)
    {
        string error = Assert.Single(Configured.Errors((key, "v4lue-of-it")));
        Assert.StartsWith(beginning, error, StringComparison.Ordinal);
        Assert.DoesNotContain("v4lue-of-it", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AutoDebit:MaximumPerDay", "AutoDebit:MaxPerDay")]
    [InlineData("AutoDebit:MaximumErrorShare", "AutoDebit:MaxErrorShare")]
    [InlineData("Channels:card:MaximumDaysBeforeDue", "Channels:card:MaxDaysBeforeDue")]
    [InlineData("Channels:card:MaximumAmount:CNY", "Channels:card:MaxAmount:CNY")]
    [InlineData("Mail:MaximumTries", "Mail:MaxTries")]
    [InlineData("Mail:MaximumTriesFile", "Mail:MaxTriesFile")]
    [InlineData("Ops:SignIn:MaximumHours", "Ops:SignIn:MaxHours")]
    [InlineData("Ops:SignIn:MaximumFailures", "Ops:SignIn:MaxFailures")]
    [InlineData("Runs:Lanes", "Runs:MaxParallelSlices")]
    public void A_key_of_an_earlier_release_is_refused_with_its_new_name(string key, string name) =>
        Assert.Equal($"{key} has a new name: {name}", Assert.Single(Configured.Errors((key, "1"))));

    [Theory]
    [InlineData("Logging:LogLevel:Default")]
    [InlineData("AllowedHosts")]
    [InlineData("Kestrel:Limits:MaxConcurrentConnections")]
    [InlineData("ConnectionStrings:Default")]
    [InlineData("Serilog:MinimumLevel")]
    [InlineData("Weather:City")]
    public void Sections_of_others_are_left_alone(string key) => Configured.Settings((key, "x"));

    [Fact]
    public void Keys_have_no_case() =>
        Assert.Equal(2, Configured.Settings(("AUTODEBIT:LEADDAYS", "2")).AutoDebit.LeadDays);

    [Fact]
    public void A_key_set_to_null_is_not_given() =>
        Assert.Equal(0, Configured.Settings(("AutoDebit:LeadDays", null)).AutoDebit.LeadDays);

    [Fact]
    public void A_wrong_key_set_to_null_is_wrong() => Assert.Single(Configured.Errors(("AutoDebit:LeadDay", null)));
}

namespace Worker.Tests.Configuration;

/// <summary>Nothing may go while a rule still looks back at it.</summary>
public sealed class RetentionSettingsTests
{
    [Theory]
    [InlineData("Channels:card:Budgets:0:Days", "200", "AttemptDays", 201)]
    [InlineData("Channels:card:Budgets:0:Hours", "1000", "AttemptDays", 43)]
    [InlineData("AutoDebit:Days", "0, 90", "AttemptDays", 91)]
    [InlineData("AutoDebit:LeadDays", "30", "AttemptDays", 61)]
    [InlineData("Reminders:StaleAfterDays", "100", "MessageDays", 101)]
    public void A_rule_that_looks_back_longer_asks_for_a_longer_retention(string key, string value, string retention, int least)
    {
        (string, string?)[] rule = [(key, value), ("Channels:card:Budgets:0:Attempts", "10")];
        (string, string?) tooShort = ($"Retention:{retention}", $"{least - 1}");
        (string, string?) enough = ($"Retention:{retention}", $"{least}");
        (string, string?)[] budget = key.Contains("Budgets", StringComparison.Ordinal) ? [] : [("Channels:card:Budgets:0:Days", "1")];

        string error = Assert.Single(Configured.Errors([.. rule, .. budget, tooShort]));
        Assert.Equal($"Retention:{retention} is '{least - 1}': a whole number from {least} to 36500", error);
        Assert.NotNull(Configured.Settings([.. rule, .. budget, enough]));
    }

    [Fact]
    public void The_default_grows_with_what_looks_back_longer()
    {
        Assert.Equal(731, Configured.Settings(("AutoDebit:Days", "0, 730")).Retention.AttemptDays);
        Assert.Equal(400, Configured.Settings(("AutoDebit:Days", "0, 399")).Retention.AttemptDays);
    }
}

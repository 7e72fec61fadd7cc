using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.UserSecrets;
using Worker.Configuration;
using Worker.Servicing.Ledger.LateFees;
using Worker.Testing;

namespace Worker.Tests.Configuration;

/// <summary>Sets variables of the whole process, so nothing else may run beside it.</summary>
[CollectionDefinition(nameof(SourcesTests), DisableParallelization = true)]
public sealed class ProcessEnvironment;

[Collection(nameof(SourcesTests))]
public sealed class SourcesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<(string Name, string? Before)> variables = [];

    public void Dispose()
    {
        folder.Dispose();
        variables.ForEach(variable => Environment.SetEnvironmentVariable(variable.Name, variable.Before));
    }

    [Fact]
    public void Without_any_source_the_defaults_hold() => Assert.Equal(0, Settings().AutoDebit.LeadDays);

    [Fact]
    public void A_folder_that_is_not_there_is_a_folder_without_files() => Assert.Empty(
        WorkerConfiguration.Build(new Dictionary<string, string?>(), "Production", folder.File("nowhere")).AsEnumerable());

    [Fact]
    public void Each_source_comes_before_those_under_it()
    {
        Write("appsettings.json", """{ "AutoDebit": { "LeadDays": 1 }, "Runs": { "MaxParallelSlices": 1 }, "Mail": { "Port": 1, "MaxInFlight": 1 } }""");
        Assert.Equal(1, Settings().AutoDebit.LeadDays);

        Write("appsettings.Production.json", """{ "AutoDebit": { "LeadDays": 2 }, "Runs": { "MaxParallelSlices": 2 }, "Mail": { "Port": 2 } }""");
        Write("appsettings.Staging.json", """{ "AutoDebit": { "LeadDays": 9 } }""");
        Assert.Equal(2, Settings().AutoDebit.LeadDays);

        Set("Worker__AutoDebit__LeadDays", "3");
        Set("WORKER__RUNS__MAXPARALLELSLICES", "3");
        Assert.Equal(3, Settings().AutoDebit.LeadDays);

        WorkerSettings settings = Settings(("autodebit:leaddays", "4"));
        Assert.Equal((4, 3, 2, 1), (settings.AutoDebit.LeadDays, settings.Runs.MaxParallelSlices, settings.Mail.Port, settings.Mail.MaxInFlight));
    }

    [Fact]
    public void Variables_without_the_prefix_are_not_ours()
    {
        Set("AutoDebit__LeadDays", "5");
        Set("Mail", "/var/mail/me");
        Assert.Equal(0, Settings().AutoDebit.LeadDays);
    }

    [Fact]
    public void Variables_of_the_framework_s_sections_need_no_prefix_and_come_after_those_that_have_it()
    {
        Write("appsettings.json", """{ "Logging": { "LogLevel": { "Default": "Warning", "Worker": "Trace" } } }""");
        Set("Logging__LogLevel__Default", "Debug");
        Set("Logging__LogLevel__Worker", "Debug");
        Set("Worker__Logging__LogLevel__Worker", "Error");

        IConfiguration levels = Build("Production").GetSection("Logging:LogLevel");

        Assert.Equal(("Debug", "Error"), (levels["Default"], levels["Worker"]));
    }

    [Fact]
    public void A_listener_that_a_variable_of_the_web_server_adds_is_checked_like_any_other()
    {
        Set("Kestrel__Endpoints__Http__Url", "http://0.0.0.0:80");
        Assert.StartsWith("Kestrel:Endpoints has 'http://0.0.0.0:80': ", Assert.Single(Configured.ErrorsOf(Build("Production"))), StringComparison.Ordinal);
    }

    [Fact]
    public void User_secrets_are_read_in_Development_alone_between_files_and_variables()
    {
        Set("DOTNET_USER_SECRETS_FALLBACK_DIR", folder.Path);
        Set("APPDATA", folder.Path);
        string secrets = PathHelper.GetSecretsPathFromSecretsId("installment-worker");
        Assert.StartsWith(folder.Path, secrets, StringComparison.Ordinal);
        Directory.CreateDirectory(Path.GetDirectoryName(secrets)!);
        File.WriteAllText(secrets, """{ "AutoDebit:LeadDays": "3", "Mail:Port": "3", "Runs:SliceSize": "3000" }""");
        Write("appsettings.Development.json", """{ "AutoDebit": { "LeadDays": 2 }, "Runs": { "SliceSize": 2000 } }""");
        Set("Worker__Mail__Port", "4");

        WorkerSettings settings = Configured.SettingsOf(Build("Development"));

        Assert.Equal((3, 4, 3000), (settings.AutoDebit.LeadDays, settings.Mail.Port, settings.Runs.SliceSize));
        Assert.Equal(0, Configured.SettingsOf(Build("Production")).AutoDebit.LeadDays);
    }

    [Fact]
    public void Comments_and_a_comma_too_many_are_taken_in_files()
    {
        Write("appsettings.json", """{ /* why */ "AutoDebit": { "LeadDays": 1, } } // end""");
        Assert.Equal(1, Settings().AutoDebit.LeadDays);
    }

    [Fact]
    public void A_list_in_a_later_file_takes_the_place_of_the_earlier_list_whole()
    {
        Write("appsettings.json", """
            {
              "AutoDebit": { "Days": [0, 1, 3, 5] },
              "Reminders": { "DueSoonDays": [5] },
              "LateFees": {
                "default": [ { "graceDays": 9, "annualCap": 0.1 }, { "from": "2026-01-01", "graceDays": 8 } ],
                "2024": [ { "graceDays": 7 } ]
              }
            }
            """);
        Write("appsettings.Production.json", """
            { "AutoDebit": { "Days": [0, 2] }, "Reminders": { "DueSoonDays": [] }, "LateFees": { "default": [ { "dailyRate": 0.001 } ], "2025": [ { "graceDays": 6 } ] } }
            """);

        WorkerSettings settings = Settings();

        Assert.Equal([0, 2], settings.AutoDebit.Retries.Days);
        Assert.Empty(settings.Reminders.DueSoonDays);
        LateFeePolicy policy = Assert.Single(settings.LateFees["default"]);
        Assert.Equal((3, 0.001m, 0.24m), (policy.GraceDays, policy.DailyRate, policy.AnnualCap));
        Assert.Equal(7, Assert.Single(settings.LateFees["2024"]).GraceDays);
        Assert.Equal(6, Assert.Single(settings.LateFees["2025"]).GraceDays);
    }

    [Fact]
    public void A_variable_names_one_value_of_a_list_and_leaves_the_others()
    {
        Write("appsettings.json", """{ "LateFees": { "default": [ { "graceDays": 9, "annualCap": 0.1 }, { "from": "2026-01-01", "graceDays": 8 } ] } }""");
        Set("Worker__LateFees__default__0__graceDays", "5");

        IReadOnlyList<LateFeePolicy> policies = Settings().LateFees["default"];

        Assert.Equal([5, 8], policies.Select(policy => policy.GraceDays));
        Assert.Equal(0.1m, policies[0].AnnualCap);
    }

    [Fact]
    public void A_text_takes_the_place_of_a_list_and_a_list_that_of_a_text()
    {
        Write("appsettings.json", """{ "AutoDebit": { "Days": [0, 1, 3, 5] }, "Schedule": { "auto-debit": "09:00" } }""");
        Write("appsettings.Production.json", """{ "Schedule": { "auto-debit": ["10:00", "11:30"] } }""");

        WorkerSettings settings = Settings(("AutoDebit:Days", "0, 7"));

        Assert.Equal([0, 7], settings.AutoDebit.Retries.Days);
        Assert.Equal("10:00, 11:30", settings.Timetable.Schedules["auto-debit"].ToString());
    }

    [Fact]
    public void Null_in_a_later_file_takes_a_setting_back()
    {
        Write("appsettings.json", """{ "AutoDebit": { "Days": [0], "LeadDays": 5 }, "Channels": { "card": { "BaseUrl": "https://x.example.com", "Secret": "s", "Budgets": [ { "Attempts": 1, "Days": 1 } ] } } }""");
        Write("appsettings.Production.json", """{ "AutoDebit": { "Days": null, "LeadDays": null }, "Channels": { "card": { "Budgets": null } } }""");

        WorkerSettings settings = Settings();

        Assert.Equal(8, settings.AutoDebit.Retries.Days.Count);
        Assert.Equal(0, settings.AutoDebit.LeadDays);
        Assert.Equal(2, settings.Channels.All[0].Budgets.Count);
    }

    [Fact]
    public void Every_file_that_is_no_JSON_is_told_with_its_line_and_nothing_of_it()
    {
        Write("appsettings.json", "{ \"Mail\": {\n  \"Password\": thunder } }");
        Write("appsettings.Production.json", """{ "Mail": { "Password": "thunder", "password": "lightning" } }""");

        var error = Assert.Throws<InvalidConfigurationException>(() => Settings());

        Assert.Equal(2, error.Errors.Count);
        Assert.Equal($"{folder.File("appsettings.json")}: not JSON at line 2, byte 16", error.Errors[0]);
        Assert.StartsWith($"{folder.File("appsettings.Production.json")}: ", error.Errors[1], StringComparison.Ordinal);
        Assert.Contains("Mail:password", error.Errors[1], StringComparison.Ordinal);
        Assert.DoesNotContain("thunder", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1, 2]")]
    [InlineData("\"text\"")]
    public void A_file_that_holds_no_object_is_an_error(string content)
    {
        Write("appsettings.json", content);
        Assert.Throws<InvalidConfigurationException>(() => Settings());
    }

    private IConfigurationRoot Build(string environment) => WorkerConfiguration.Build(new Dictionary<string, string?>(), environment, folder.Path);

    private WorkerSettings Settings(params (string Key, string Value)[] overrides) => Configured.SettingsOf(WorkerConfiguration.Build(
        overrides.ToDictionary(pair => pair.Key, string? (pair) => pair.Value), "Production", folder.Path));

    private void Write(string file, string content) => File.WriteAllText(folder.File(file), content);

    private void Set(string variable, string value)
    {
        variables.Add((variable, Environment.GetEnvironmentVariable(variable)));
        Environment.SetEnvironmentVariable(variable, value);
    }
}

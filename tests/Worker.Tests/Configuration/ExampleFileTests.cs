using Microsoft.Extensions.Configuration;
using Worker.Commands;
using Worker.Configuration;
using Worker.Configuration.Reading;
using Worker.Servicing.Currencies;
using Worker.Servicing.Jobs;
using Worker.Servicing.Ledger.LateFees;
using Worker.Testing;

namespace Worker.Tests.Configuration;

/// <summary>The example file and the document say of every setting what the code says.</summary>
public sealed class ExampleFileTests
{
    private static readonly IConfigurationRoot Example =
        new ConfigurationBuilder().AddJsonFile(RepositoryFile.Path("appsettings.example.json")).Build();

    private static readonly string[] Known = KnownKeys();

    [Fact]
    public void The_example_shows_every_key_and_no_other()
    {
        string[] shown =
        [
            .. Example.AsEnumerable()
                .Where(pair => pair.Value is not null || !Example.GetSection(pair.Key).GetChildren().Any())
                .Select(pair => pair.Key)
                .Where(key => !key.StartsWith("Logging:", StringComparison.Ordinal))
                .Select(Pattern)
                .Select(key => key.EndsWith(":<n>", StringComparison.Ordinal) ? key[..^":<n>".Length] : key)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

        // An operator in the example would be an open door, or a locked one, for whoever copies it.
        Assert.Equal(Known.Where(key => !key.StartsWith("Ops:Operators:", StringComparison.Ordinal)), shown.Where(key => key != "Ops:Operators"));
        Assert.Contains("Ops:Operators", shown);
        Assert.InRange(shown.Length, 60, 120);
    }

    [Fact]
    public void The_document_has_every_key_once_and_no_other()
    {
        string[] named =
        [
            .. File.ReadLines(RepositoryFile.Path("docs/configuration.md"))
                .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
                .Select(line => line.Split('`')[1])
                .Order(StringComparer.Ordinal),
        ];
        Assert.Equal(Known, named);
    }

    [Fact]
    public void The_example_shows_the_defaults()
    {
        WorkerSettings example = Configured.SettingsOf(Example);
        WorkerSettings builtIn = Configured.SettingsOf(Configured.WithNothing(
            ("Channels:card:BaseUrl", "https://gateway.example.com"),
            ("Channels:card:Secret", "replace-me"),
            ("Channels:wechatpay:BaseUrl", "https://gateway.example.com/wechatpay"),
            ("Channels:wechatpay:Secret", "replace-me"),
            ("Channels:sandbox:BaseUrl", $"http://127.0.0.1:{SandboxCommand.DefaultPort}"),
            ("Channels:sandbox:Secret", SandboxCommand.DefaultSecret)));

        Assert.Equivalent(new LateFeePolicy(), Assert.Single(example.LateFees["default"]), strict: true);
        Assert.All(JobList.All, job => Assert.Equal(builtIn.Timetable.Of(job).ToString(), example.Timetable.Of(job).ToString()));
        Assert.Equal(JobList.All.Count, example.Schedule.Count);
        Assert.All(
            SettingsBinder.KeysOf(typeof(WorkerSettings)).Where(section => section.Key is not ("LateFees" or "Schedule")),
            section => Assert.Equivalent(section.Property.GetValue(builtIn), section.Property.GetValue(example), strict: true));
        Assert.Equal(builtIn.AutoDebit.Retries.Days, example.AutoDebit.Retries.Days);
        Assert.Equal(builtIn.Reminders.DueSoonDays, example.Reminders.DueSoonDays);
        Assert.Equal(builtIn.Reminders.OverdueDays, example.Reminders.OverdueDays);
        Assert.True(example.Ops.TrustsLoopback);
    }

    // What the reader asks of a configuration that has a section of every kind.
    private static string[] KnownKeys()
    {
        SettingsReader.TryRead(
            Configured.With(
                ("Channels:card:Budgets:0:Attempts", "1"),
                ("Channels:card:Budgets:0:Days", "1"),
                ("LateFees:default:0:graceDays", "1"),
                ("Ops:Operators:li.lei:Role", "viewer")),
            out Findings findings);
        string[] keys = [.. findings.Keys.Select(Pattern).Distinct(StringComparer.Ordinal)];
        return
        [
            .. keys.Where(key => !keys.Any(other => other.StartsWith(key + ":", StringComparison.Ordinal))).Order(StringComparer.Ordinal),
        ];
    }

    // Channels, products, operators, places in a list and currencies stand for any of their kind.
    private static string Pattern(string key)
    {
        string[] names = key.Split(ConfigurationPath.KeyDelimiter);
        if (names is ["Channels" or "LateFees", _, ..])
        {
            names[1] = names[0] == "Channels" ? "<channel>" : "<product>";
        }

        if (names is ["Ops", "Operators", _, ..])
        {
            names[2] = "<name>";
        }

        IEnumerable<string> all = names.Select(name => name.All(char.IsAsciiDigit) ? "<n>" : name);
        return string.Join(ConfigurationPath.KeyDelimiter, Currency.TryParse(names[^1], out _) ? all.SkipLast(1) : all);
    }
}

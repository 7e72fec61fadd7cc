using Microsoft.Extensions.Configuration;
using Worker.Configuration;
using Worker.Testing;

namespace Worker.Tests.Configuration;

public sealed class SecretTests
{
    [Fact]
    public void No_error_shows_a_secret_wherever_it_stands()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("hunter"), "hunter2-in-file");
        IReadOnlyList<string> errors = Configured.Errors(
            ("Database:ConnectionString", "Data Source=x;Nonsense=hunter2"),
            ("Channels:card:Secret", "hunter2\nhunter2"),
            ("Channels:card:BaseUrl", "https://me:hunter2@example.com"),
            ("Channels:card:Sceret", "hunter2"),
            ("Channels:alipay:Secrets:0", "hunter2"),
            ("Mail:Password", "hunter2\t"),
            ("Mail:Passwort", "hunter2"),
            ("Mail:PortFile", folder.File("hunter")),
            ("Schedule:remindFile", folder.File("hunter")),
            ("Mial:Password", "hunter2"));

        Assert.Equal(11, errors.Count);
        Assert.DoesNotContain(errors, error => error.Contains("hunter2", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Settings_can_be_printed_without_showing_a_secret()
    {
        WorkerSettings settings = Configured.Settings(
            ("Mail:UserName", "u"), ("Mail:Password", "hunter2"), ("Channels:card:Secret", "hunter2"), ("Database:ConnectionString", "Data Source=x;Password=hunter2"));

        string printed = $"{settings} {settings.Mail} {settings.Database} {settings.Channels.All[0]}";
        Assert.DoesNotContain("hunter2", printed, StringComparison.Ordinal);
        Assert.Equal("hunter2", settings.Mail.Password);
    }

    [Theory]
    [InlineData("s3cret", "s3cret")]
    [InlineData("s3cret\n", "s3cret")]
    [InlineData("s3cret\r\n", "s3cret")]
    [InlineData("s3cret ", "s3cret ")]
    [InlineData("\uFEFFs3cret", "s3cret")]
    public void A_secret_may_stand_in_a_file(string content, string secret)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("key"), content);

        WorkerSettings settings = Configured.Settings(("Channels:card:Secret", null), ("Channels:card:SecretFile", folder.File("key")));

        Assert.Equal(secret, settings.Channels.All[0].Secret);
    }

    [Theory]
    [InlineData("s3cret\n\n")]
    [InlineData("")]
    [InlineData("\n")]
    public void Only_one_line_break_at_the_end_is_not_part_of_the_secret(string content)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("key"), content);

        Assert.Equal(
            $"Channels:card:SecretFile is '{folder.File("key")}' (content not shown): the secret that signs requests, on one line",
            Assert.Single(Configured.Errors(("Channels:card:Secret", null), ("Channels:card:SecretFile", folder.File("key")))));
    }

    [Fact]
    public void Any_value_may_stand_in_a_file()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("value"), "2, 5\n");
        File.WriteAllText(folder.File("connection"), "elsewhere.db\n");

        WorkerSettings settings = Configured.Settings(
            ("AutoDebit:DaysFile", folder.File("value")), ("Database:ConnectionStringFile", folder.File("connection")));

        Assert.Equal([2, 5], settings.AutoDebit.Retries.Days);
        Assert.Equal("elsewhere.db", settings.Database.ConnectionString);
    }

    [Fact]
    public void A_file_that_is_missing_is_one_error()
    {
        using var folder = new TemporaryFolder();
        string missing = folder.File("missing");

        Assert.Equal(
            $"Channels:card:SecretFile is '{missing}': the path of a file that holds the value; there is none",
            Assert.Single(Configured.Errors(("Channels:card:Secret", null), ("Channels:card:SecretFile", missing))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData(".")]
    public void A_path_that_names_no_file_is_an_error(string path) => Assert.StartsWith(
        "Mail:PasswordFile is '", Assert.Single(Configured.Errors(("Mail:PasswordFile", path))), StringComparison.Ordinal);

    [Fact]
    public void A_value_and_a_file_for_it_are_one_too_many() => Assert.Equal(
        "Mail:PasswordFile is '/run/password', and Mail:Password is given too: one of the two",
        Assert.Single(Configured.Errors(("Mail:Password", "x"), ("Mail:PasswordFile", "/run/password"))));

    [Fact]
    public void A_file_in_a_later_source_takes_the_place_of_a_value_in_an_earlier_one()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("key"), "of the file");
        File.WriteAllText(folder.File("appsettings.json"), """{ "Channels": { "card": { "BaseUrl": "https://x.example.com", "Secret": "of development" } } }""");
        IConfigurationRoot configuration = WorkerConfiguration.Build(
            new Dictionary<string, string?> { ["channels:card:secretfile"] = folder.File("key") }, "Production", folder.Path);

        Assert.Equal("of the file", Configured.SettingsOf(configuration).Channels.All[0].Secret);
    }
}

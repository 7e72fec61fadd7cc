using Worker.Commands;
using Worker.Configuration;
using Worker.Ops.Settings;
using Worker.Tests.Site;

namespace Worker.Tests.Configuration;

public sealed class OpsSettingsTests
{
    [Fact]
    public void Operators_have_a_name_a_role_and_a_hash_that_is_never_printed()
    {
        OpsSettings ops = Configured.Settings(
            ("Ops:Operators:LI.LEI:Role", "Operator"), ("Ops:Operators:LI.LEI:PasswordHash", Accounts.OperatorHash),
            ("Ops:Operators:han@example.com:PasswordHash", Accounts.ViewerHash)).Ops;

        Assert.Equal(["han@example.com Viewer", "li.lei Operator"], ops.Operators.Select(account => $"{account.Name} {account.Role}").Order(StringComparer.Ordinal));
        Assert.DoesNotContain(Accounts.OperatorHash, $"{ops} {string.Join(' ', ops.Operators)}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1li")]
    [InlineData("li lei")]
    [InlineData("李雷")]
    [InlineData("li<script>")]
    [InlineData("li\nlei")]
    [InlineData("a23456789012345678901234567890123456789012345678901234567890123456")]
    public void What_can_not_stand_in_a_log_is_no_name(string name)
    {
        string error = Assert.Single(Configured.Errors(($"Ops:Operators:{name}:PasswordHash", Accounts.ViewerHash)));

        Assert.Contains("is no operator's name: up to 64 letters", error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1", true)]
    [InlineData("http://localhost:1", true)]
    [InlineData("http://[::1]:1", true)]
    [InlineData("http://0.0.0.0:1", false)]
    [InlineData("http://ops.example.com:1", false)]
    public void Any_address_is_allowed_where_somebody_can_sign_in(string url, bool isLoopback)
    {
        OpsSettings ops = Configured.Settings(Accounts.With(("Ops:Url", url))).Ops;

        Assert.Equal((isLoopback, false, true), (ops.IsLoopback, ops.TrustsLoopback, ops.HasSignIn));
    }

    [Fact]
    public void Loopback_is_not_trusted_with_a_database_on_a_server()
    {
        OpsSettings ops = Configured.Settings(("Database:Provider", "SqlServer"), ("Database:ConnectionString", "Server=db;Database=book")).Ops;

        Assert.Equal((true, false), (ops.IsLoopback, ops.TrustsLoopback));
    }

    [Theory]
    [InlineData("http://127.0.0.1:1", true)]
    [InlineData("http://localhost:1", true)]
    public void A_demo_on_a_server_is_looked_at_from_this_machine_as_one_on_the_embedded_database_is(string url, bool isTrusted)
    {
        (string, string?)[] server = [("Database:Provider", "SqlServer"), ("Database:ConnectionString", "Server=db;Database=book"), ("Ops:Url", url)];

        Assert.Equal(isTrusted, DemoCommand.OfDemo(Configured.Settings(server)).Ops.TrustsLoopback);
        Assert.False(DemoCommand.OfDemo(Configured.Settings([.. Accounts.Both, .. server])).Ops.TrustsLoopback);
    }

    [Theory]
    [InlineData("scheduler")]
    [InlineData("Loopback")]
    public void Names_of_the_system_are_no_operators(string name) => Assert.Contains(
        "none of the system's own names", Assert.Single(Configured.Errors(($"Ops:Operators:{name}:PasswordHash", Accounts.ViewerHash))), StringComparison.Ordinal);

    [Fact]
    public void Proxies_are_addresses_and_networks() => Assert.Equal(
        ["10.0.0.5/32", "10.0.1.0/24", "fd00::/8", "::1/128"],
        Configured.Settings(Accounts.With(("Ops:KnownProxies", "10.0.0.5, 10.0.1.0/24, fd00::/8, ::1"))).Ops.KnownProxies.Select(proxy => $"{proxy}"));

    [Theory]
    [InlineData("elsewhere/book.db", "elsewhere/keys")]
    [InlineData("Data Source=elsewhere/book.db", "elsewhere/keys")]
    [InlineData("book.db", "keys")]
    public void Keys_lie_beside_the_database(string connection, string folder) =>
        Assert.Equal(folder, Configured.Settings(("Database:ConnectionString", connection)).Ops.KeysFolder?.Replace('\\', '/'));

    [Fact]
    public void Keys_lie_where_they_are_told_to_or_nowhere()
    {
        Assert.Equal("k", Configured.Settings(("Ops:KeysFolder", "k")).Ops.KeysFolder);
        Assert.Null(Configured.Settings(("Ops:KeysFolder", "none")).Ops.KeysFolder);
    }

    [Fact]
    public void A_provider_stands_not_beside_operators_and_is_given_whole()
    {
        IReadOnlyList<string> errors = Configured.Errors(Accounts.With(("Ops:OpenIdConnect:Authority", "https://login.example.com")));

        Assert.Equal(
            [
                "Ops:OpenIdConnect:ClientId is missing: what the provider calls this site",
                "Ops:OpenIdConnect:ClientSecret is missing: what this site shows the provider",
                "Ops:OpenIdConnect:OperatorRoles is missing: without it and ViewerRoles nobody could sign in",
                "Ops:OpenIdConnect:Authority is 'https://login.example.com': not beside Ops:Operators; one of the two",
            ],
            errors);
    }

    [Fact]
    public void What_is_probably_not_meant_deserves_a_warning()
    {
        Assert.Contains("without TLS", Warning(Accounts.With(("Ops:Url", "http://0.0.0.0:80"))), StringComparison.Ordinal);
        Assert.Contains("KeysFolder is none", Warning(Accounts.With(("Ops:KeysFolder", "none"))), StringComparison.Ordinal);
        Assert.Equal("", Warning(Accounts.With(("Ops:Url", "https://0.0.0.0:443"))));
        Assert.Equal("", Warning(Accounts.With(("Ops:Url", "http://0.0.0.0:80"), ("Ops:KnownProxies", "10.0.0.5"))));
        Assert.Equal("", Warning(("Ops:KeysFolder", "none")));
        Assert.Contains("Ops:Hosts is empty", Warning(Accounts.With(("Ops:Url", "https://0.0.0.0:443"), ("Ops:Hosts", ""))), StringComparison.Ordinal);
    }

    private static string Warning(params (string Key, string? Value)[] settings) =>
        string.Join('\n', SettingsWarnings.Of(Configured.Settings(settings), new DateOnly(2025, 12, 31)));
}

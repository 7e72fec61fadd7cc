namespace Worker.Tests.Configuration;

/// <summary>Every value that is not allowed is told with its key, itself and what is allowed.</summary>
public sealed class RefusedValueTests
{
    [Theory]
    [InlineData("AutoDebit:LeadDays", "99", "AutoDebit:LeadDays is '99': a whole number from 0 to 30")]
    [InlineData("AutoDebit:LeadDays", "-1", "AutoDebit:LeadDays is '-1': a whole number from 0 to 30")]
    [InlineData("AutoDebit:LeadDays", "1.5", "AutoDebit:LeadDays is '1.5': a whole number from 0 to 30")]
    [InlineData("AutoDebit:LeadDays", "", "AutoDebit:LeadDays is '': a whole number from 0 to 30")]
    [InlineData("AutoDebit:LeadDays", "99999999999999999999", "AutoDebit:LeadDays is '99999999999999999999': a whole number from 0 to 30")]
    [InlineData("AutoDebit:LeadDays", "1\n\u001b[31m2", "AutoDebit:LeadDays is '1??[31m2': a whole number from 0 to 30")]
    [InlineData("Reconciliation:WarnAfterHours", "0", "Reconciliation:WarnAfterHours is '0': a number from 0.01 to 720")]
    [InlineData("Reconciliation:AlarmAfterHours", "0.5", "Reconciliation:AlarmAfterHours is '0.5': a number from 1 to 720")]
    [InlineData("AutoDebit:IncludeLateFees", "yes", "AutoDebit:IncludeLateFees is 'yes': true or false")]
    [InlineData("AutoDebit:Days", "0, 3, 1", "AutoDebit:Days is '0, 3, 1': whole numbers of days after the due date from 0 to 3650, ascending, each once, at least one")]
    [InlineData("AutoDebit:Days", "0, 1, 1", "AutoDebit:Days is '0, 1, 1': whole numbers of days")]
    [InlineData("AutoDebit:Days", "-1, 1", "AutoDebit:Days is '-1, 1': whole numbers of days")]
    [InlineData("AutoDebit:Days", "", "AutoDebit:Days is '': whole numbers of days")]
    [InlineData("AutoDebit:Days", "0,,1", "AutoDebit:Days is '0,,1': whole numbers of days")]
    [InlineData("AutoDebit:MaxPerDay", "0", "AutoDebit:MaxPerDay is '0': a whole number from 1 to 100")]
    [InlineData("AutoDebit:MinimumGapHours", "-0.1", "AutoDebit:MinimumGapHours is '-0.1': a number from 0 to 720")]
    [InlineData("AutoDebit:MinimumGapHours", "1,5", "AutoDebit:MinimumGapHours is '1,5': a number from 0 to 720")]
    [InlineData("AutoDebit:MinimumGapHours", "NaN", "AutoDebit:MinimumGapHours is 'NaN': a number from 0 to 720")]
    [InlineData("AutoDebit:MaxErrorShare", "50", "AutoDebit:MaxErrorShare is '50': a number from 0 to 1")]
    [InlineData("AutoDebit:ErrorWindow", "0", "AutoDebit:ErrorWindow is '0': a whole number from 1 to 100000")]
    [InlineData("AutoDebit:ErrorWindowMinimum", "201", "AutoDebit:ErrorWindowMinimum is '201': a whole number from 1 to 200")]
    [InlineData("AutoDebit:MaxRunAmount:CNY", "1.234", "AutoDebit:MaxRunAmount:CNY is '1.234': an amount in major units, more than 0, with at most 2 decimals")]
    [InlineData("AutoDebit:MaxRunAmount:JPY", "1.5", "AutoDebit:MaxRunAmount:JPY is '1.5': an amount in major units, more than 0, with at most 0 decimals")]
    [InlineData("AutoDebit:MaxRunAmount:CNY", "0", "AutoDebit:MaxRunAmount:CNY is '0': an amount in major units, more than 0")]
    [InlineData("AutoDebit:MaxRunAmount:CNY", "99999999999999999999", "AutoDebit:MaxRunAmount:CNY is '99999999999999999999': an amount")]
    [InlineData("AutoDebit:MaxRunAmount:RMB", "1", "AutoDebit:MaxRunAmount:RMB: 'RMB' is no currency of ISO 4217")]
    [InlineData("AutoDebit:MaxRunAmount", "500", "AutoDebit:MaxRunAmount is '500': amounts by currency")]
    [InlineData("Allocation:Order", "fees, interest", "Allocation:Order is 'fees, interest': fees, interest and principal, each once")]
    [InlineData("Calendar:TimeZone", "Asia/Shangai", "Calendar:TimeZone is 'Asia/Shangai': the name of a time zone that this machine knows")]
    [InlineData("Calendar:Roll", "backward", "Calendar:Roll is 'backward': none, following, modifiedFollowing, preceding")]
    [InlineData("Calendar:Roll", "1", "Calendar:Roll is '1': none,")]
    [InlineData("Calendar:Folder", "no/such/folder", "Calendar:Folder is 'no/such/folder': a folder of holiday files; ")]
    [InlineData("Database:Provider", "Oracle", "Database:Provider is 'Oracle': Sqlite or SqlServer")]
    [InlineData("Database:Provider", "1", "Database:Provider is '1': Sqlite or SqlServer")]
    [InlineData("Database:Provider", "SqlServer", "Database:ConnectionString is missing: a connection string that names a server and a database ('Server=db.example;Database=installments;Integrated Security=true')")]
    [InlineData("Database:MigrateAtStart", "1", "Database:MigrateAtStart is '1': true or false")]
    [InlineData("Database:ConnectionString", ":memory:", "Database:ConnectionString is given (value not shown): the path of a file")]
    [InlineData("Database:ConnectionString", "Data Source=x.db;Mode=Memory", "Database:ConnectionString is given (value not shown): the path of a file")]
    [InlineData("Database:ConnectionString", "Password=x", "Database:ConnectionString is given (value not shown): the path of a file")]
    [InlineData("Database:ConnectionString", "Data Source=x;Nonsense=1", "Database:ConnectionString is given (value not shown): the path of a file")]
    [InlineData("Reminders:DueSoonDays", "3, 3", "Reminders:DueSoonDays is '3, 3': whole numbers of days from 0 to 365, each once, or none")]
    [InlineData("Reminders:OverdueDays", "0", "Reminders:OverdueDays is '0': whole numbers of days from 1 to 3650, each once, or none")]
    [InlineData("Reminders:StaleAfterDays", "-1", "Reminders:StaleAfterDays is '-1': a whole number from 0 to 365")]
    [InlineData("Reminders:QuietHours", "22-8", "Reminders:QuietHours is '22-8': two different times like 22:00-08:00, less than the whole day, or none")]
    [InlineData("Reminders:QuietHours", "00:00-24:00", "Reminders:QuietHours is '00:00-24:00': two different times")]
    [InlineData("Runs:MaxParallelSlices", "65", "Runs:MaxParallelSlices is '65': a whole number from 1 to 64")]
    [InlineData("Runs:SliceSize", "499", "Runs:SliceSize is '499': a whole number from 500 to 100000")]
    [InlineData("Runs:LeaseSeconds", "4.9", "Runs:LeaseSeconds is '4.9': a number from 5 to 600")]
    [InlineData("Schedule:auto-debit", "9 o'clock", "Schedule:auto-debit is '9 o'clock': times of day like '09:00, 14:00, 19:00'")]
    [InlineData("Schedule:auto-debit", "24:00", "Schedule:auto-debit is '24:00': times of day")]
    [InlineData("Schedule:send-mail", "every 0 minutes", "Schedule:send-mail is 'every 0 minutes': times of day")]
    [InlineData("Mail:Transport", "Pigeon", "Mail:Transport is 'Pigeon': Pickup or Smtp")]
    [InlineData("Mail:PickupFolder", " ", "Mail:PickupFolder is ' ': the path of a folder")]
    [InlineData("Mail:Port", "65536", "Mail:Port is '65536': a whole number from 1 to 65535")]
    [InlineData("Mail:Security", "Ssl", "Mail:Security is 'Ssl': None or StartTls or Tls")]
    [InlineData("Mail:From", "installments", "Mail:From is 'installments': one address, or Name <address>")]
    [InlineData("Mail:From", "a@example.com\r\nBcc: b@example.com", "Mail:From is 'a@example.com??Bcc: b@example.com': one address")]
    [InlineData("Mail:HelpContact", "", "Mail:HelpContact is '': a text on one line, not empty")]
    [InlineData("Mail:Unsubscribe", "http://example.com/u", "Mail:Unsubscribe is 'http://example.com/u': a mailto: or https: address, or nothing")]
    [InlineData("Mail:MaxInFlight", "0", "Mail:MaxInFlight is '0': a whole number from 1 to 64")]
    [InlineData("Mail:TimeoutSeconds", "0", "Mail:TimeoutSeconds is '0': a number from 1 to 600")]
    [InlineData("Mail:MaxTries", "101", "Mail:MaxTries is '101': a whole number from 1 to 100")]
    [InlineData("Mail:FirstBackOffSeconds", "0", "Mail:FirstBackOffSeconds is '0': a number from 1 to 21600")]
    [InlineData("Ops:Url", "127.0.0.1:5080", "Ops:Url is '127.0.0.1:5080': one http or https address to listen at")]
    [InlineData("Ops:Url", "http://127.0.0.1:5080/ops", "Ops:Url is 'http://127.0.0.1:5080/ops': one http or https address to listen at")]
    [InlineData("Ops:Url", "http://127.0.0.1:1;http://127.0.0.1:2", "Ops:Url is 'http://127.0.0.1:1;http://127.0.0.1:2': one http")]
    [InlineData("Retention:RunDays", "30", "Retention:RunDays is '30': a whole number from 31 to 36500")]
    [InlineData("Retention:RunDays", "400d", "Retention:RunDays is '400d': a whole number from 31 to 36500")]
    [InlineData("Retention:MessageDays", "0", "Retention:MessageDays is '0': a whole number from 31 to 36500")]
    [InlineData("Retention:AttemptDays", "-1", "Retention:AttemptDays is '-1': a whole number from 31 to 36500")]
    [InlineData("Ops:Url", "http://0.0.0.0:5080", "Ops:Url is 'http://0.0.0.0:5080': a loopback address as long as nobody can sign in; for any other give Ops:Operators ('worker operator add' makes them) or Ops:OpenIdConnect")]
    [InlineData("Ops:Url", "http://*:5080", "Ops:Url is 'http://*:5080': a loopback address")]
    [InlineData("Ops:Url", "http://[::]:5080", "Ops:Url is 'http://[::]:5080': a loopback address")]
    [InlineData("Ops:Url", "http://localhost.example.com:5080", "Ops:Url is 'http://localhost.example.com:5080': a loopback address")]
    [InlineData("Ops:Url", "https://192.0.2.1", "Ops:Url is 'https://192.0.2.1': a loopback address")]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://*:80", "Kestrel:Endpoints has 'http://*:80': a loopback address as long as nobody can sign in")]
    [InlineData("Ops:KnownProxies", "10.0.0.5", "Ops:KnownProxies is '10.0.0.5/32': none as long as nobody can sign in")]
    [InlineData("Ops:KnownProxies", "0.0.0.0/0", "Ops:KnownProxies is '0.0.0.0/0': addresses of proxies or networks of them")]
    [InlineData("Ops:KnownProxies", "proxy.example.com", "Ops:KnownProxies is 'proxy.example.com': addresses")]
    [InlineData("Ops:KnownProxies", "10", "Ops:KnownProxies is '10': addresses")]
    [InlineData("Ops:Operators:li.lei:Role", "operator", "Ops:Operators:li.lei:PasswordHash is missing: what 'worker operator add' prints")]
    [InlineData("Ops:Operators:li.lei:PasswordHash", "hunter2", "Ops:Operators:li.lei:PasswordHash is given (value not shown): what 'worker operator add' prints")]
    [InlineData("Ops:SignIn:IdleMinutes", "0", "Ops:SignIn:IdleMinutes is '0': a number from 1 to 1440")]
    [InlineData("Ops:SignIn:MaxFailures", "0", "Ops:SignIn:MaxFailures is '0': a whole number from 1 to 100")]
    [InlineData("Ops:OpenIdConnect:Authority", "http://login.example.com", "Ops:OpenIdConnect:Authority is 'http://login.example.com': the provider's issuer: an https address")]
    [InlineData("Ops:OpenIdConnect:ClientId", "worker", "Ops:OpenIdConnect:Authority is missing: the provider's issuer")]
    [InlineData("Ops:OpenIdConnect:Scopes", "profile", "Ops:OpenIdConnect:Scopes is 'profile': scopes, each one word, openid among them")]
    [InlineData("Mail", "pickup", "Mail has a value of its own: it is a section with keys")]
    public void A_value_that_is_not_allowed_is_the_only_error(string key, string value, string beginning)
    {
        string error = Assert.Single(Configured.Errors((key, value)));
        Assert.StartsWith(beginning, error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error);
    }

    [Fact]
    public void A_long_value_is_cut() =>
        Assert.InRange(Assert.Single(Configured.Errors(("AutoDebit:LeadDays", new string('9', 5000)))).Length, 100, 200);

    [Fact]
    public void Every_error_is_told_at_once_in_the_order_of_the_sections()
    {
        IReadOnlyList<string> errors = Configured.ErrorsOf(Configured.WithNothing(
            ("Ops:Url", "x"),
            ("Mail:Port", "x"),
            ("Schedule:remind", "x"),
            ("Runs:MaxParallelSlices", "x"),
            ("Reminders:QuietHours", "x"),
            ("AutoDebit:LeadDays", "x"),
            ("AutoDebit:Days", "x"),
            ("Allocation:Order", "x"),
            ("LateFees:default:0:graceDays", "x"),
            ("Channels:card:MaxInFlight", "x"),
            ("Calendar:TimeZone", "x"),
            ("Database:Provider", "x"),
            ("Mail:Colour", "x")));

        string[] expected =
        [
            "Database:Provider", "Calendar:TimeZone", "Channels:card:BaseUrl", "Channels:card:Secret", "Channels:card:MaxInFlight",
            "LateFees:default:0:graceDays", "Allocation:Order", "AutoDebit:Days", "AutoDebit:LeadDays", "Reminders:QuietHours",
            "Runs:MaxParallelSlices", "Schedule:remind", "Mail:Port", "Ops:Url", "Mail:Colour",
        ];
        Assert.Equal(expected, errors.Select(error => error.Split(' ')[0]));
    }
}

using Microsoft.Data.SqlClient;
using Worker.Data;
using Worker.Ops.Settings;
using Worker.Servicing.Channels;
using Worker.Servicing.Ledger.LateFees;
using Worker.Servicing.Messages;

namespace Worker.Configuration;

public static class SettingsWarnings
{
    private const int MonthsAhead = 12;

    /// <summary>Everything that deserves a warning, one line each, naming its key; never a secret.</summary>
    /// <param name="today">The business date at the start: holiday files must reach twelve months beyond it.</param>
    public static IReadOnlyList<string> Of(WorkerSettings settings, DateOnly today) =>
    [
        .. OfDatabase(settings.Database),
        .. OfCalendar(settings.Calendar, today),
        .. settings.Channels.All.Count == 0 ? ["Channels: there is none, so that nothing can be debited"] : Array.Empty<string>(),
        .. settings.Channels.All.SelectMany(channel => OfChannel(channel, settings)),
        .. settings.LateFees.SelectMany(product => product.Value.SelectMany(policy => OfLateFees(product.Key, policy))),
        .. OfMail(settings.Mail),
        .. OfOps(settings.Ops),
        .. OfTelemetry(settings.Telemetry),
    ];

    private static IEnumerable<string> OfDatabase(DatabaseSettings database)
    {
        if (database.Provider != DatabaseProvider.SqlServer
            || new SqlConnectionStringBuilder(database.ConnectionString) is not { } server
            || IsLoopback(ServerOf(server.DataSource)))
        {
            yield break;
        }

        if (server.Encrypt.Equals(SqlConnectionEncryptOption.Optional))
        {
            yield return "Database:ConnectionString has Encrypt=False: passwords, names and amounts cross the network in plain text";
        }
        else if (server.TrustServerCertificate)
        {
            yield return "Database:ConnectionString has TrustServerCertificate=True: whoever stands between can pass for the server";
        }
    }

    private static IEnumerable<string> OfTelemetry(TelemetrySettings telemetry)
    {
        if (telemetry is { OtlpHeaders: not null, OtlpEndpoint: { IsLoopback: false } endpoint } && endpoint.Scheme == Uri.UriSchemeHttp)
        {
            yield return $"Telemetry:OtlpEndpoint is '{endpoint}': without TLS, what Telemetry:OtlpHeaders shows the collector crosses the network in plain text";
        }
    }

    private static IEnumerable<string> OfCalendar(CalendarSettings calendar, DateOnly today) =>
        calendar.Calendar.YearsWithoutFile(today, today.AddMonths(MonthsAhead))
            .Select(year => $"Calendar:Folder has no holiday file for {year}: only weekends are days off in that year");

    private static IEnumerable<string> OfChannel(ChannelSettings channel, WorkerSettings settings)
    {
        string key = $"Channels:{channel.Name}";
        if (channel.BaseUrl.Scheme == Uri.UriSchemeHttp && !channel.BaseUrl.IsLoopback)
        {
            yield return $"{key}:BaseUrl is '{channel.BaseUrl}': without TLS, tokens and amounts cross the network in plain text";
        }

        if (channel.DemandsNotice && settings.Reminders.DueSoonDays.Count == 0)
        {
            yield return $"{key}:DemandsNotice is true, and Reminders:DueSoonDays is empty: the notice it demands is never written";
        }

        if (settings.AutoDebit.LeadDays > channel.Window.MaxDaysBeforeDue)
        {
            yield return $"{key}:MaxDaysBeforeDue is {channel.Window.MaxDaysBeforeDue}, "
                + $"less than AutoDebit:LeadDays ({settings.AutoDebit.LeadDays}): earlier debits are deferred";
        }
    }

    // Rates are factors; whoever writes a per cent figure charges a hundred times as much.
    private static IEnumerable<string> OfLateFees(string product, LateFeePolicy policy)
    {
        string key = $"LateFees:{product}, policy from {policy.From:yyyy-MM-dd}";
        if (policy.DailyRate > 0.01m)
        {
            yield return $"{key}: dailyRate is {policy.DailyRate}, more than 1 % a day";
        }

        if (policy.CapPercent > 1)
        {
            yield return $"{key}: capPercent is {policy.CapPercent}, a factor: fees may pass the installment itself";
        }

        if (policy.AnnualCap > 1)
        {
            yield return $"{key}: annualCap is {policy.AnnualCap}, a factor: more than 100 % a year";
        }
    }

    private static IEnumerable<string> OfMail(MailSettings mail)
    {
        if (mail.Transport == MailTransportKind.Smtp && mail.Security == MailSecurity.None && !IsLoopback(mail.Host))
        {
            yield return $"Mail:Security is None: mails{(mail.UserName is null ? "" : ", and what signs in,")} cross the network to {mail.Host} in plain text";
        }

        if (mail.Transport == MailTransportKind.Smtp && mail.From.Contains("@localhost", StringComparison.OrdinalIgnoreCase))
        {
            yield return "Mail:From is an address at localhost: other servers will refuse it, and no answer can reach you";
        }
    }

    private static IEnumerable<string> OfOps(OpsSettings ops)
    {
        if (!ops.IsLoopback && ops.KnownProxies.Count == 0 && ops.Url.StartsWith("http:", StringComparison.OrdinalIgnoreCase))
        {
            yield return $"Ops:Url is '{ops.Url}': without TLS, here or at a proxy of Ops:KnownProxies, nobody beyond this machine can sign in";
        }

        if (!ops.HasSignIn && !ops.TrustsLoopback)
        {
            yield return "Ops:Operators: there is none, and no Ops:OpenIdConnect, so that nobody can see the ops site: 'worker operator add NAME --role operator' prints what to add to appsettings.json";
        }

        if (ops is { HasSignIn: true, Hosts.Count: 0 } && (!ops.IsLoopback || ops.KnownProxies.Count > 0))
        {
            yield return "Ops:Hosts is empty: the ops site answers under the name in Ops:Url and the machine's own alone; name what browsers ask for";
        }

        if (ops is { HasSignIn: true, KeysFolder: null })
        {
            yield return "Ops:KeysFolder is none: everybody has to sign in again after a restart";
        }
    }

    // tcp:db.example.com\instance,1433
    private static string ServerOf(string dataSource) =>
        dataSource[(dataSource.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(',', '\\')[0].Trim() is var host && host is "." or "(local)" ? "localhost" : host;

    private static bool IsLoopback(string host) =>
        Uri.TryCreate($"smtp://{host}", UriKind.Absolute, out Uri? server) && server.IsLoopback;
}

using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;
using Worker.Configuration.Reading;
using Worker.Data;
using Worker.Mail;
using Worker.Ops.Settings;
using Worker.Servicing.Calendar;
using Worker.Servicing.Channels;
using Worker.Servicing.Ledger.LateFees;
using Worker.Servicing.Messages;
using Worker.Servicing.Retention;

namespace Worker.Configuration;

/// <summary>What one section means for another: defaults that follow other keys, and rules that no section can check by itself.</summary>
internal sealed class SettingsRules(IConfiguration configuration, SettingsBinder binder, Findings findings)
    : IConfigureOptions<WorkerSettings>, IPostConfigureOptions<WorkerSettings>, IValidateOptions<WorkerSettings>
{
    private const string SomebodyToSignIn = "Ops:Operators ('worker operator add' makes them) or Ops:OpenIdConnect";

    public void Configure(WorkerSettings options) => binder.Bind(options, path: "");

    public void PostConfigure(string? name, WorkerSettings options)
    {
        if (options.Database.Provider == DatabaseProvider.SqlServer)
        {
            binder.Default("Database:ConnectionString", "");
            binder.Default("Database:MigrateAtStart", false);
        }

        foreach (string channel in options.ConfiguredChannels.Select(channel => $"Channels:{channel.Name}"))
        {
            SetDefaults(channel, options.Calendar.Zone);
        }

        binder.Default("AutoDebit:ErrorWindowMinimum", Math.Min(options.AutoDebit.ErrorWindowMinimum, options.AutoDebit.ErrorWindow));
        binder.Default("Reconciliation:AlarmAfterHours", TimeSpan.FromTicks(Math.Max(options.Doubts.AlarmAfter.Ticks, options.Doubts.WarnAfter.Ticks)));
        binder.Default("Retention:MessageDays", Math.Max(options.Retention.MessageDays, LookedBackAtMessages(options) + 1));
        binder.Default("Retention:AttemptDays", Math.Max(options.Retention.AttemptDays, LookedBackAtAttempts(options) + 1));
        options.LateFees = options.LateFees.ToDictionary(
            product => product.Key, IReadOnlyList<LateFeePolicy> (product) => [.. product.Value.OrderBy(policy => policy.From)], StringComparer.OrdinalIgnoreCase);
        LoadHolidays(options);
        CompleteOps(options);
    }

    /// <summary>Every error there is, of every key and every rule.</summary>
    public ValidateOptionsResult Validate(string? name, WorkerSettings options)
    {
        foreach ((object section, string path) in binder.Bound)
        {
            foreach (ValidationResult result in (section as IValidatableObject)?.Validate(new ValidationContext(section)) ?? [])
            {
                findings.Refuse(path, result);
            }
        }

        CheckLateFees(options);
        CheckMail(options.Mail);
        CheckSignIn(options.Ops);
        CheckRetention("MessageDays", options.Retention.MessageDays, LookedBackAtMessages(options));
        CheckRetention("AttemptDays", options.Retention.AttemptDays, LookedBackAtAttempts(options));
        UnknownKeys.Refuse(configuration, [.. SettingsBinder.KeysOf(typeof(WorkerSettings)).Select(section => section.Key)], findings);
        return findings.Errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(findings.Errors);
    }

    /// <summary>What a channel has by its nature where configuration says nothing else.</summary>
    private void SetDefaults(string channel, BusinessZone zone)
    {
        binder.Default($"{channel}:HoursTimeZone", zone.Zone);
        if (channel == "Channels:card")
        {
            // Card schemes fine whoever retries a card more often.
            binder.Default($"{channel}:Budgets", (AttemptBudget[])[new(10, TimeSpan.FromHours(24)), new(20, TimeSpan.FromDays(30))]);
        }
        else if (channel == "Channels:wechatpay")
        {
            // WeChat Pay takes agreement debits in these hours only, and wants the customer told before.
            binder.Default($"{channel}:Hours", new DailyHours(new TimeOnly(7, 0), new TimeOnly(22, 0)));
            binder.Default($"{channel}:HoursTimeZone", BusinessZone.TryFind("Asia/Shanghai", out BusinessZone? shanghai) ? shanghai.Zone : zone.Zone);
            binder.Default($"{channel}:DemandsNotice", true);
        }
    }

    private void LoadHolidays(WorkerSettings options)
    {
        if (options.Calendar.Folder is not { } folder)
        {
            return;
        }

        if (HolidayFiles.TryLoad(folder, out BusinessCalendar? calendar, out IReadOnlyList<string> errors))
        {
            options.Calendar = options.Calendar with { Calendar = calendar };
        }

        foreach (string error in errors)
        {
            findings.Refuse(Entry.Plain("Calendar:Folder", folder), $"a folder of holiday files; {Entry.OneLine(error, longest: 400)}");
        }
    }

    private void CompleteOps(WorkerSettings options)
    {
        OpsSettings ops = options.Ops with
        {
            OpenIdConnect = options.Ops.OpenIdConnect is { Authority.Length: > 0 } provider ? provider : null,
            IsLoopback = IsLoopback(options.Ops.Url),
        };
        string keys = ops.KeysFolder ?? Path.Combine(Path.GetDirectoryName(options.Database.File ?? DatabaseSettings.DefaultFile) ?? "", "keys");
        options.Ops = ops with
        {
            KeysFolder = ValueReader.IsNone(keys) ? null : keys,
            TrustsLoopback = ops.IsForThisMachineAlone && options.Database.Provider == DatabaseProvider.Sqlite,
        };
    }

    private void CheckLateFees(WorkerSettings options)
    {
        foreach ((string product, IReadOnlyList<LateFeePolicy> policies) in options.LateFees)
        {
            if (policies.Count == 0)
            {
                findings.Refuse($"LateFees:{product} has no policy: {WorkerSettings.AllowedPolicies}");
            }

            foreach (DateOnly from in policies.GroupBy(policy => policy.From).Where(same => same.Count() > 1).Select(same => same.Key))
            {
                string date = from == DateOnly.MinValue ? "without a date to hold from" : $"from {from:yyyy-MM-dd}";
                findings.Refuse($"LateFees:{product} has two policies {date}: each from a date of its own");
            }
        }
    }

    private void CheckMail(MailSettings mail)
    {
        if (!MailAddresses.TryParseSender(mail.From, out _))
        {
            findings.Refuse("Mail", new ValidationResult(MailSettings.AllowedSender, ["From"]));
        }

        if (mail.Transport != MailTransportKind.Smtp)
        {
            return;
        }

        if (!binder.IsGiven("Mail:HelpContact"))
        {
            findings.Refuse("Mail", new ValidationResult("what every mail ends with, so that customers can reach you", ["HelpContact"]));
        }

        // Read anew with each connection; that it is there can be said at once.
        if (mail.AccessTokenPath is { } path && !SecretFile.TryRead(path, out _, out string? reason))
        {
            findings.Refuse("Mail", new ValidationResult($"the path of a file that holds the access token; {reason}", ["AccessTokenPath"]));
        }
    }

    private void CheckSignIn(OpsSettings ops)
    {
        if (ops is { OpenIdConnect: not null, Operators.Count: > 0 })
        {
            findings.Refuse("Ops", new ValidationResult("not beside Ops:Operators; one of the two", ["OpenIdConnect:Authority"]));
        }

        foreach (IConfigurationSection endpoint in configuration.GetSection("Kestrel:Endpoints").GetChildren())
        {
            findings.Refuse($"Kestrel:Endpoints has '{Entry.OneLine(endpoint["Url"] ?? endpoint.Key)}': nothing, since Ops:Url is the one address that is listened at");
        }

        // A provider that is given and wrong has had its error; that nobody can sign in would be misleading beside it.
        if (ops.HasSignIn || binder.IsGiven("Ops:OpenIdConnect:Authority"))
        {
            return;
        }

        if (!IsLoopback(ops.Url))
        {
            findings.Refuse("Ops", new ValidationResult($"a loopback address as long as nobody can sign in; for any other give {SomebodyToSignIn}", ["Url"]));
        }

        if (ops.KnownProxies.Count > 0)
        {
            findings.Refuse($"Ops:KnownProxies is '{string.Join(", ", ops.KnownProxies)}': none as long as nobody can sign in; give {SomebodyToSignIn}");
        }
    }

    // Nothing may go while a rule still looks back at it.
    private static int LookedBackAtMessages(WorkerSettings options) => options.Reminders.StaleAfterDays;

    private static int LookedBackAtAttempts(WorkerSettings options) => Math.Max(
        (int)Math.Ceiling(options.ConfiguredChannels.SelectMany(channel => channel.Budgets).Select(budget => budget.Window.TotalDays).DefaultIfEmpty().Max()),
        options.AutoDebit.Retries.Days[^1] + options.AutoDebit.LeadDays);

    private void CheckRetention(string name, int days, int lookedBackAt)
    {
        if (days <= lookedBackAt)
        {
            findings.Refuse("Retention", new ValidationResult($"a whole number from {lookedBackAt + 1} to {RetentionSettings.MostDays}", [name]));
        }
    }

    /// <summary>Any name but localhost makes the web server listen on every address there is.</summary>
    private static bool IsLoopback(string url)
    {
        try
        {
            string host = BindingAddress.Parse(url).Host;
            return host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
                || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));
        }
        catch (FormatException)
        {
            return false;
        }
    }
}

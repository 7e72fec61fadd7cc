using System.Diagnostics.CodeAnalysis;
using Worker.Configuration.Reading;
using Worker.Mail;
using Worker.Servicing.Messages;

namespace Worker.Configuration.Sections;

/// <summary>Reads <c>Mail</c>: the transport, and how often it is tried.</summary>
internal static class MailSection
{
    private static readonly string[] SignInKeys = ["Password", "AccessToken", "AccessTokenPath"];

    public static MailSettings Read(SectionReader section)
    {
        var builtIn = new MailSettings();
        var settings = new MailSettings
        {
            Transport = section.OneOf("Transport", builtIn.Transport),
            PickupFolder = section.Text("PickupFolder", builtIn.PickupFolder, "the path of a folder"),
            Host = section.Text("Host", builtIn.Host, "the name of an SMTP server"),
            Port = section.Whole("Port", builtIn.Port, 1, 65_535),
            Security = section.OneOf("Security", builtIn.Security),
            UserName = section.OptionalText("UserName"),
            Password = section.OptionalText("Password", isSecret: true),
            AccessToken = section.OptionalText("AccessToken", isSecret: true),
            AccessTokenPath = section.Optional<string>("AccessTokenPath", TextReading.TryLine, "the path of a file, or nothing"),
            From = section.Read<string>("From", builtIn.From, TryAddress, "one address, or Name <address>"),
            HelpContact = section.Text("HelpContact", builtIn.HelpContact),
            Unsubscribe = section.Optional<Uri>("Unsubscribe", TryUnsubscribe, "a mailto: or https: address, or nothing"),
            MaximumInFlight = section.Whole("MaxInFlight", builtIn.MaximumInFlight, 1, 64),
            Timeout = section.Span("TimeoutSeconds", builtIn.Timeout, TimeSpan.FromSeconds(1), 1, 600),
        };
        if (settings.Transport == MailTransportKind.Smtp)
        {
            CheckSmtp(section, settings);
        }

        return settings;
    }

    public static OutboxSettings ReadOutbox(SectionReader section, QuietHours quietHours, int staleAfterDays)
    {
        var builtIn = new OutboxSettings();
        return new OutboxSettings
        {
            QuietHours = quietHours,
            StaleAfterDays = staleAfterDays,
            MaximumTries = section.Whole("MaximumTries", builtIn.MaximumTries, 1, 100),
            FirstBackOff = section.Span("FirstBackOffSeconds", builtIn.FirstBackOff, TimeSpan.FromSeconds(1), 1, 21_600),
        };
    }

    private static void CheckSmtp(SectionReader section, MailSettings settings)
    {
        if (!section.IsGiven("HelpContact"))
        {
            section.Findings.Refuse($"{section.KeyOf("HelpContact")} is missing: what every mail ends with, so that customers can reach you");
        }

        CheckSignIn(section, settings);
    }

    private static void CheckSignIn(SectionReader section, MailSettings settings)
    {
        string[] given = [.. SignInKeys.Where(name => !section.IsLeftOut(name))];
        if (given.Length > 1)
        {
            section.Findings.Refuse($"{string.Join(" and ", given.Select(section.KeyOf))} are given: one of them");
        }
        else if (given.Length == 1 && section.IsLeftOut("UserName"))
        {
            section.Findings.Refuse($"{section.KeyOf("UserName")} is missing: UserName and {given[0]}, or neither");
        }
        else if (given.Length == 0 && !section.IsLeftOut("UserName"))
        {
            section.Findings.Refuse($"{section.KeyOf("Password")} is missing: UserName and Password, or neither");
        }

        // Read anew with each connection; that it is there can be said at once.
        if (settings.AccessTokenPath is { } path && !SecretFile.TryRead(path, out _, out string? reason))
        {
            section.Refuse("AccessTokenPath", path, $"the path of a file that holds the access token; {reason}");
        }
    }

    private static bool TryAddress(string text, out string address)
    {
        address = text;
        return TextReading.TryLine(text, out _) && MailAddresses.TryParseSender(text, out _);
    }

    private static bool TryUnsubscribe(string text, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address) && address.Scheme is "mailto" or "https";
}

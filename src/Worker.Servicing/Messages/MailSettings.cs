using System.ComponentModel.DataAnnotations;
using Worker.Servicing.Settings;

namespace Worker.Servicing.Messages;

public enum MailTransportKind
{
    /// <summary>Files in a folder that a mail server picks up, or a person reads.</summary>
    Pickup = 1,

    Smtp,
}

public enum MailSecurity
{
    None = 1,

    /// <summary>STARTTLS, required: nothing is sent where it is not offered.</summary>
    StartTls,

    Tls,
}

public sealed record MailSettings : IValidatableObject
{
    /// <summary>What <see cref="From"/> may be, to end an error text.</summary>
    public const string AllowedSender = "one address, or Name <address>";

    public MailTransportKind Transport { get; init; } = MailTransportKind.Pickup;

    [Allowed("the path of a folder")]
    public string PickupFolder { get; init; } = "data/mail";

    [Allowed("the name of an SMTP server")]
    public string Host { get; init; } = "localhost";

    /// <summary><c>Mail:Port</c>, 1 to 65535.</summary>
    [Range(1, 65_535)]
    public int Port { get; init; } = 587;

    public MailSecurity Security { get; init; } = MailSecurity.StartTls;

    /// <summary><c>Mail:UserName</c>; null to send without signing in.</summary>
    public string? UserName { get; init; }

    [Secret]
    public string? Password { get; init; }

    /// <summary><c>Mail:AccessToken</c>: an OAuth 2.0 access token to sign in with instead of a password.</summary>
    [Secret]
    public string? AccessToken { get; init; }

    /// <summary><c>Mail:AccessTokenPath</c>: the file that holds the access token, read anew with each connection.</summary>
    [Allowed("the path of a file, or nothing")]
    public string? AccessTokenPath { get; init; }

    /// <summary><c>Mail:From</c>: an address, or <c>Name &lt;address&gt;</c>.</summary>
    [Allowed(AllowedSender)]
    public string From { get; init; } = "Installments <installments@localhost>";

    public string HelpContact { get; init; } = "help@localhost";

    /// <summary><c>Mail:Unsubscribe</c>: the <c>mailto:</c> or <c>https:</c> address in <c>List-Unsubscribe</c> of courtesy kinds; null leaves the header out.</summary>
    [Allowed("a mailto: or https: address, or nothing", nameof(IsUnsubscribe))]
    public Uri? Unsubscribe { get; init; }

    /// <summary><c>Mail:MaxInFlight</c>: connections at once, 1 to 64.</summary>
    [Range(1, 64)]
    public int MaxInFlight { get; init; } = 4;

    /// <summary><c>Mail:TimeoutSeconds</c>: how long one message may take.</summary>
    [Duration("Seconds", 1, 600)]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After so many refusals for now (4xx) a message has failed for good.</summary>
    [Range(1, 100)]
    public int MaxTries { get; init; } = 12;

    /// <summary>The wait after the first refusal for now; it doubles with each, up to six hours.</summary>
    [Duration("Seconds", 1, 21_600)]
    public TimeSpan FirstBackOff { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A server is signed in to with a user name and one of three things, or not at all.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Transport != MailTransportKind.Smtp)
        {
            yield break;
        }

        (string Name, string? Value)[] secrets =
            [(nameof(Password), Password), (nameof(AccessToken), AccessToken), (nameof(AccessTokenPath), AccessTokenPath)];
        string[] given = [.. secrets.Where(secret => secret.Value is not null).Select(secret => secret.Name)];
        if (given.Length > 1)
        {
            yield return new ValidationResult("one of them", given);
        }
        else if (given.Length == 1 && UserName is null)
        {
            yield return new ValidationResult($"UserName and {given[0]}, or neither", [nameof(UserName)]);
        }
        else if (given.Length == 0 && UserName is not null)
        {
            yield return new ValidationResult("UserName and Password, or neither", [nameof(Password)]);
        }
    }

    /// <summary>The transport alone: the password and the token must not get into a log by accident.</summary>
    public override string ToString() => Transport.ToString();

    private static bool IsUnsubscribe(Uri address) => address.Scheme is "mailto" or "https";
}

namespace Worker.Servicing.Messages;

public enum MailTransportKind
{
    /// <summary>Files in a folder that a mail server picks up, or a person reads.</summary>
    Pickup = 1,

    Smtp,
}

/// <summary>How the connection to an SMTP server is protected.</summary>
public enum MailSecurity
{
    /// <summary>Plain text; only sensible on loopback.</summary>
    None = 1,

    /// <summary>STARTTLS, required: the mail does not go where it is not offered.</summary>
    StartTls,

    Tls,
}

public sealed record MailSettings
{
    public MailTransportKind Transport { get; init; } = MailTransportKind.Pickup;

    public string PickupFolder { get; init; } = "data/mail";

    public string Host { get; init; } = "localhost";

    /// <summary><c>Mail:Port</c>, 1 to 65535.</summary>
    public int Port { get; init; } = 587;

    public MailSecurity Security { get; init; } = MailSecurity.StartTls;

    /// <summary><c>Mail:UserName</c>; null to send without signing in.</summary>
    public string? UserName { get; init; }

    public string? Password { get; init; }

    /// <summary><c>Mail:AccessToken</c>: an OAuth 2.0 access token to sign in with instead of a password.</summary>
    public string? AccessToken { get; init; }

    /// <summary><c>Mail:AccessTokenPath</c>: the file that holds the access token, read anew with each connection.</summary>
    public string? AccessTokenPath { get; init; }

    /// <summary><c>Mail:From</c>: an address, or <c>Name &lt;address&gt;</c>.</summary>
    public string From { get; init; } = "Installments <installments@localhost>";

    public string HelpContact { get; init; } = "help@localhost";

    /// <summary><c>Mail:Unsubscribe</c>: the <c>mailto:</c> or <c>https:</c> address in <c>List-Unsubscribe</c> of courtesy kinds; null leaves the header out.</summary>
    public Uri? Unsubscribe { get; init; }

    /// <summary><c>Mail:MaxInFlight</c>: connections at once, 1 to 64.</summary>
    public int MaximumInFlight { get; init; } = 4;

    /// <summary><c>Mail:TimeoutSeconds</c>: how long one message may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The transport alone: the password and the token must not get into a log by accident.</summary>
    public override string ToString() => Transport.ToString();
}

using Microsoft.Extensions.DependencyInjection;
using Worker.Mail.Transports;
using Worker.Servicing;
using Worker.Servicing.Messages;
#if FULL_PROFILE
using Smtp = Worker.Mail.Transports.MailKit.MailKitTransport;
#else
using Smtp = Worker.Mail.Transports.SmtpTransport;
#endif

namespace Worker.Mail;

/// <summary>Registers what writes and sends mail.</summary>
public static class MailRegistration
{
    /// <summary>Whether this build's SMTP transport can sign in with an OAuth 2.0 access token.</summary>
    public static bool TakesAccessTokens => Smtp.TakesAccessTokens;

    /// <summary>Whether this build's SMTP transport can protect a connection so.</summary>
    public static bool Supports(MailSecurity security) => Smtp.Supports(security);

    /// <summary>
    /// Adds the settings, the renderer and the transport they name. The clocks (<see cref="TimeProvider"/> and
    /// <see cref="MachineClock"/>) are the host's to add.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The transport is none.</exception>
    public static IServiceCollection AddMail(this IServiceCollection services, MailSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<IMessageRenderer, MessageRenderer>();
        return settings.Transport switch
        {
            MailTransportKind.Pickup => services.AddSingleton<IMailTransport, PickupFolderTransport>(),
            MailTransportKind.Smtp => services.AddSingleton<IMailTransport, Smtp>(),
            _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.Transport, "Mail:Transport"),
        };
    }
}

using Microsoft.Extensions.DependencyInjection;
using Worker.Mail.Transports;
using Worker.Servicing.Jobs;
using Worker.Servicing.Messages;

namespace Worker.Mail;

public static class MailRegistration
{
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
            MailTransportKind.Smtp => services.AddSingleton<IMailTransport, SmtpTransport>(),
            _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.Transport, "Mail:Transport"),
        };
    }
}

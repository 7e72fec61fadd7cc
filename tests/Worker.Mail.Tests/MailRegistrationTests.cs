using Microsoft.Extensions.DependencyInjection;
using Worker.Mail.Transports;
using Worker.Servicing.Jobs;
using Worker.Servicing.Messages;

namespace Worker.Mail.Tests;

public sealed class MailRegistrationTests
{
    [Theory]
    [InlineData(MailTransportKind.Pickup, typeof(PickupFolderTransport))]
    [InlineData(MailTransportKind.Smtp, typeof(SmtpTransport))]
    public void The_settings_name_the_transport(MailTransportKind kind, Type transport)
    {
        using ServiceProvider services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new MachineClock(TimeProvider.System))
            .AddMail(Samples.Settings with { Transport = kind, MaxInFlight = 7 })
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

        Assert.IsType(transport, services.GetRequiredService<IMailTransport>());
        Assert.Equal(7, services.GetRequiredService<IMailTransport>().MaxInFlight);
        Assert.IsType<MessageRenderer>(services.GetRequiredService<IMessageRenderer>());
    }
}

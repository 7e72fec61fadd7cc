using ArchUnitNET.Loader;
using Worker.Channels.Sandbox;
using Worker.Configuration;
using Worker.Data;
using Worker.Hangfire;
using Worker.Mail;
using Worker.Ops;
using Worker.Servicing.Currencies;

namespace Worker.Tests.Architecture;

/// <summary>Every type of the worker and what it needs, read once from its assemblies.</summary>
internal static class WorkerTypes
{
    public static ArchUnitNET.Domain.Architecture All { get; } = new ArchLoader().LoadAssemblies(
        typeof(WorkerSettings).Assembly,
        typeof(Money).Assembly,
        typeof(Database).Assembly,
        typeof(SandboxGateway).Assembly,
        typeof(MessageRenderer).Assembly,
        typeof(HangfireRegistration).Assembly,
        typeof(OpsSite).Assembly).Build();
}

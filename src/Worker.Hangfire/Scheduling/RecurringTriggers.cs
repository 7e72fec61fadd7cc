using Hangfire;

namespace Worker.Hangfire.Scheduling;

/// <summary>Gives out managers of recurring jobs that make triggered jobs, where the scheduler of Hangfire makes scheduled ones.</summary>
internal sealed class RecurringTriggers(TriggeredJobFactory factory, ITimeZoneResolver zones) : IRecurringJobManagerFactoryV2
{
    public IRecurringJobManagerV2 GetManagerV2(JobStorage storage) => new RecurringJobManager(storage, factory, zones);

    public IRecurringJobManager GetManager(JobStorage storage) => GetManagerV2(storage);
}

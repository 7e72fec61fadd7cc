using Worker.Servicing.Channels;
using Worker.Servicing.Jobs;

namespace Worker.Channels.Tests.Gateway;

/// <summary>The calls that hosts have taken, kept in memory in place of a database.</summary>
public sealed class TakenCalls(MachineClock machine) : IRateLimitStore
{
    private DateTimeOffset next;

    /// <summary>How many are taken at a time.</summary>
    public List<int> Taken { get; } = [];

    /// <summary>Asked before any are taken: what it throws is the database's fault.</summary>
    public Action Before { get; set; } = () => { };

    /// <summary>Happens after calls were taken and before whoever took them knows.</summary>
    public Action After { get; set; } = () => { };

    public Task<DateTimeOffset> TakeAsync(string channel, int calls, TimeSpan interval, CancellationToken cancellationToken)
    {
        lock (Taken)
        {
            Before();
            DateTimeOffset first = next > machine.Now ? next : machine.Now;
            next = first + (calls * interval);
            Taken.Add(calls);
            After();
            return Task.FromResult(first);
        }
    }
}

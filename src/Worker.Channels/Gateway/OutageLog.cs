using Microsoft.Extensions.Logging;
using Worker.Servicing.Channels;
using Worker.Servicing.Jobs;

namespace Worker.Channels.Gateway;

/// <summary>
/// Logs failed calls with their cause: the first in a row, each change of cause, and once a minute while it lasts, so that an
/// outage of hours is a page of log and not a million lines.
/// </summary>
internal sealed class OutageLog(string channel, MachineClock clock, ILogger log)
{
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private long failures;
    private string? cause;
    private DateTimeOffset loggedAt;

    public void Note(ChannelAnswer answer)
    {
        lock (gate)
        {
            if (answer.IsChannelError)
            {
                failures++;
                if (failures == 1 || answer.Detail != cause || clock.Now - loggedAt >= Again)
                {
                    cause = answer.Detail;
                    loggedAt = clock.Now;
                    GatewayLog.Failing(log, channel, cause, failures);
                }
            }
            else if (failures > 0)
            {
                GatewayLog.AnswersAgain(log, channel, failures);
                failures = 0;
                cause = null;
            }
        }
    }
}

using System.Diagnostics;
using System.Diagnostics.Metrics;
using Worker.Servicing.Channels;

namespace Worker.Channels.Gateway;

/// <summary>The meter and the activity source of the channels.</summary>
public static class GatewayTelemetry
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "Worker.Channels";

    /// <summary>The name of the histogram of how long calls took.</summary>
    public const string DurationName = "worker.channel.duration";

    private static readonly Meter Meter = new(Name);
    private static readonly ActivitySource Source = new(Name);

    private static readonly Counter<long> Calls = Meter.CreateCounter<long>(
        "worker.channel.calls", null, "Calls to channels by channel, operation and outcome.");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        DurationName, "s", "How long a call took from the moment it had a slot, waiting after a 429 included.");

    internal static Activity? Start(string channel, GatewayCall call) =>
        Source.StartActivity(call.Operation, ActivityKind.Client)?.SetTag("channel", channel).SetTag("order_number", call.Number);

    internal static void Record(string channel, GatewayCall call, ChannelAnswer answer, TimeSpan took, Activity? activity)
    {
        var tags = new TagList
        {
            { "channel", channel },
            { "operation", call.Operation },
            { "outcome", OutcomeName(answer.Outcome) },
        };
        Calls.Add(1, tags);
        Duration.Record(took.TotalSeconds, tags);
        activity?.SetTag("outcome", OutcomeName(answer.Outcome))
            .SetStatus(answer.IsChannelError ? ActivityStatusCode.Error : ActivityStatusCode.Ok, answer.IsChannelError ? answer.Detail : null);
    }

    private static string OutcomeName(ChannelOutcome outcome) => outcome switch
    {
        ChannelOutcome.Succeeded => "succeeded",
        ChannelOutcome.Declined => "declined",
        ChannelOutcome.Pending => "pending",
        ChannelOutcome.Unknown => "unknown",
        ChannelOutcome.NotFound => "not_found",
        ChannelOutcome.Rejected => "rejected",
        ChannelOutcome.NotSent => "not_sent",
        _ => "not_processed",
    };
}

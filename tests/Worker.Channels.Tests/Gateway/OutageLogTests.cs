using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Worker.Channels.Gateway;
using Worker.Servicing.Channels;
using Worker.Servicing.Jobs;

namespace Worker.Channels.Tests.Gateway;

public sealed class OutageLogTests : ILogger
{
    private readonly List<string> told = [];
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 21, 1, 0, 0, TimeSpan.Zero));

    [Fact]
    public void An_outage_is_told_from_its_first_call_on_with_its_cause_and_then_once_a_minute()
    {
        var log = new OutageLog("card", new MachineClock(clock), this);

        log.Note(new ChannelAnswer(ChannelOutcome.Succeeded));
        log.Note(Failed("time-out"));
        log.Note(Failed("time-out"));
        log.Note(Failed("no connection"));
        log.Note(new ChannelAnswer(ChannelOutcome.NotProcessed, Detail: "http 429"));
        for (int call = 0; call < 100; call++)
        {
            log.Note(Failed("no connection"));
        }

        clock.Advance(TimeSpan.FromMinutes(1));
        log.Note(Failed("no connection"));
        log.Note(new ChannelAnswer(ChannelOutcome.Declined));

        Assert.Equal(
            [
                "Warning Channel card: a call failed: time-out (1 in a row)",
                "Warning Channel card: a call failed: no connection (3 in a row)",
                "Information Channel card: answers again after 3 failed calls",
                "Warning Channel card: a call failed: no connection (1 in a row)",
                "Warning Channel card: a call failed: no connection (101 in a row)",
                "Information Channel card: answers again after 101 failed calls",
            ],
            told);
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        told.Add($"{logLevel} {formatter(state, exception)}");

    private static ChannelAnswer Failed(string cause) => new(ChannelOutcome.Unknown, Detail: cause) { IsChannelError = true };
}

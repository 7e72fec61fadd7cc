using Microsoft.Extensions.Logging;

namespace Worker.Channels.Gateway;

/// <summary>For operators. Order numbers are no secret; tokens are never logged.</summary>
internal static partial class GatewayLog
{
    [LoggerMessage(1, LogLevel.Warning, "Channel {Channel}: more than half of the calls fail; the circuit is open for {OpenFor}")]
    public static partial void CircuitOpened(ILogger log, string channel, TimeSpan openFor);

    [LoggerMessage(5, LogLevel.Warning, "Channel {Channel}: a call failed: {Cause} ({Failures} in a row)")]
    public static partial void Failing(ILogger log, string channel, string? cause, long failures);

    [LoggerMessage(6, LogLevel.Information, "Channel {Channel}: answers again after {Failures} failed calls")]
    public static partial void AnswersAgain(ILogger log, string channel, long failures);

    [LoggerMessage(2, LogLevel.Information, "Channel {Channel}: answers again; the circuit is closed")]
    public static partial void CircuitClosed(ILogger log, string channel);

    [LoggerMessage(3, LogLevel.Error, "Channel {Channel}: refuses our signature (401); check the secret and the clock")]
    public static partial void SignatureRefused(ILogger log, string channel);

    [LoggerMessage(7, LogLevel.Warning, "Channel {Channel}: the database does not answer when the next call is allowed; calls wait")]
    public static partial void RateUnknown(ILogger log, Exception failure, string channel);

    [LoggerMessage(4, LogLevel.Error, "Channel {Channel}: knows {OrderNumber} with another body (409); it stays in doubt")]
    public static partial void Conflict(ILogger log, string channel, string orderNumber);
}

using Worker.Servicing.Channels;

namespace Worker.Channels.Gateway;

/// <summary>What a failed call means for the debit.</summary>
internal static class GatewayFaults
{
    /// <summary>
    /// "Not sent" only when there was never a connection; "unknown" for everything else, and for every question.
    /// </summary>
    public static ChannelAnswer Explain(Exception exception, GatewayCall call)
    {
        string? unsent = exception switch
        {
            // The time-out of connecting. The pipeline's own cancels with a token and has no such inner exception.
            OperationCanceledException { InnerException: TimeoutException } => "no connection in time",
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "name not resolved",
            HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "no connection",
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "no secure connection",
            _ => null,
        };
        return unsent is not null ? GatewayAnswers.NotSent(unsent, call) : GatewayAnswers.Unknown(exception switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => "answer is too large",
            HttpRequestException or IOException => "broken connection",
            _ => exception.GetType().Name,
        });
    }
}

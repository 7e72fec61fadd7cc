using Worker.Servicing.Channels;

namespace Worker.Channels.Gateway;

/// <summary>What a call that broke means for the debit.</summary>
internal static class GatewayFaults
{
    /// <summary>
    /// "Not processed" only when no connection ever came about, so that nothing was sent; "unknown" for all else, and for
    /// every question.
    /// </summary>
    public static ChannelAnswer Explain(Exception exception, GatewayCall call)
    {
        HttpRequestError error = (exception as HttpRequestException)?.HttpRequestError ?? HttpRequestError.Unknown;
        string? unsent = error switch
        {
            HttpRequestError.NameResolutionError => "name not resolved",
            HttpRequestError.ConnectionError => "no connection",
            HttpRequestError.SecureConnectionError => "no secure connection",
            _ => null,
        };
        if (unsent is not null)
        {
            return call.IsDebit ? GatewayAnswers.NotProcessed(unsent) : GatewayAnswers.Unknown(unsent);
        }

        return GatewayAnswers.Unknown(exception switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => "answer is too large",
            HttpRequestException or IOException => "broken connection",
            _ => exception.GetType().Name,
        });
    }
}

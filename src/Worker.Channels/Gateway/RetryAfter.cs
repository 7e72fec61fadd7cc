using System.Net.Http.Headers;

namespace Worker.Channels.Gateway;

/// <summary>How long a 429 asks us to wait.</summary>
internal static class RetryAfter
{
    /// <summary>The longest wait for which a call is kept; for more, it waits for the next run.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>The wait when the gateway doesn't name one.</summary>
    public static readonly TimeSpan Unnamed = TimeSpan.FromSeconds(1);

    /// <summary>Zero to <see cref="Longest"/>, from seconds or a date; null when the gateway asks for longer.</summary>
    public static TimeSpan? Of(HttpResponseMessage response, DateTimeOffset now)
    {
        RetryConditionHeaderValue? header = response.Headers.RetryAfter;
        TimeSpan wait = header?.Delta ?? (header?.Date - now) ?? Unnamed;
        return wait > Longest ? null : wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}

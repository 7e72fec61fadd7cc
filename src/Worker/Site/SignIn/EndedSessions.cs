using System.Collections.Concurrent;
using Worker.Configuration;
using Worker.Servicing;

namespace Worker.Site.SignIn;

/// <summary>Sessions that were signed out of: a copy of their cookie is worth nothing in this process any more.</summary>
internal sealed class EndedSessions(SignInSettings settings, MachineClock clock)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> ended = new(StringComparer.Ordinal);

    /// <summary>Ends one. Those that would be over anyway are forgotten.</summary>
    public void End(string sessionId)
    {
        foreach ((string old, DateTimeOffset until) in ended)
        {
            if (until < clock.Now)
            {
                ended.TryRemove(old, out _);
            }
        }

        ended[sessionId] = clock.Now + settings.Max;
    }

    public bool Has(string sessionId) => ended.ContainsKey(sessionId);
}

using System.Text.Json;

namespace Worker.Site.OpenIdConnect;

/// <summary>Reads a provider's discovery document when it is needed, and keeps it for an hour. A failure is not kept.</summary>
internal sealed class ProviderDiscovery(string authority, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    private volatile Known? known;

    /// <exception cref="HttpRequestException">The provider can't be reached, or has no such document.</exception>
    /// <exception cref="JsonException">What it answers is not JSON.</exception>
    public async Task<ProviderDocument> ReadAsync(HttpClient provider, CancellationToken cancellationToken)
    {
        if (known is { } last && time.GetUtcNow() < last.Until)
        {
            return last.Document;
        }

        using JsonDocument json = JsonDocument.Parse(
            await provider.GetByteArrayAsync(new Uri($"{authority.TrimEnd('/')}/.well-known/openid-configuration"), cancellationToken));
        var document = ProviderDocument.Read(json.RootElement, authority);
        known = new Known(document, time.GetUtcNow() + Fresh);
        return document;
    }

    private sealed record Known(ProviderDocument Document, DateTimeOffset Until);
}

using System.Diagnostics.CodeAnalysis;

namespace Worker.Configuration.Reading;

internal static class AddressReading
{
    /// <summary>
    /// The base address of an HTTP interface, which must be given; null after an error. An address with credentials or a
    /// query is refused, and not shown: those are places where secrets stand.
    /// </summary>
    public static Uri? BaseUrl(this SectionReader section, string name)
    {
        const string allowed = "an http or https address without credentials, query or fragment";
        bool mayHoldSecret = section.Raw[name] is { } text && text.AsSpan().ContainsAny("@?#");
        return section.Required<Uri>(name, TryBaseUrl, allowed, mayHoldSecret);
    }

    private static bool TryBaseUrl(string text, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address)
        && address.Scheme is "http" or "https"
        && address.Host.Length > 0
        && address.UserInfo.Length == 0
        && !text.AsSpan().ContainsAny("?#");
}

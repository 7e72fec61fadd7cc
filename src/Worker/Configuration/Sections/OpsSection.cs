using Worker.Configuration.Reading;

namespace Worker.Configuration.Sections;

/// <summary>Reads <c>Ops</c>.</summary>
internal static class OpsSection
{
    public static OpsSettings Read(SectionReader section) => new(section.Read<string>(
        "Url", OpsSettings.DefaultUrl, TryListen, "one http or https address to listen at, like http://127.0.0.1:5080, without a path"));

    private static bool TryListen(string text, out string url)
    {
        url = text;
        try
        {
            // What the web server itself takes: it knows more than addresses, http://*:5080 for one.
            BindingAddress address = BindingAddress.Parse(text);
            return address.Scheme is "http" or "https"
                && address.PathBase.Length == 0
                && TextReading.TryLine(text, out _)
                && !text.Any(letter => letter is ';' or '@' or '?' or '#' || char.IsWhiteSpace(letter));
        }
        catch (FormatException)
        {
            return false;
        }
    }
}

using System.Globalization;

namespace Worker.Demo;

/// <summary>How the demo's payment methods behave: most pay, some don't until payday, a few fail in every way a channel can.</summary>
internal static class DemoTokens
{
    /// <param name="draw">0 to 99, evenly.</param>
    public static string Draw(int draw, DateOnly payday) => draw switch
    {
        < 70 => "ok",
        < 78 => string.Create(CultureInfo.InvariantCulture, $"nsf-until:{payday:yyyy-MM-dd}"),
        < 82 => "nsf",
        < 86 => "closed",
        < 88 => "revoked",
        < 92 => "timeout-charged",
        < 94 => "timeout-lost",
        < 98 => "pending:30",
        _ => "error:30",
    };
}

using Microsoft.AspNetCore.Authentication;
using Worker.Ops.SignIn;

namespace Worker.Ops.OpenIdConnect;

/// <summary>What became of a sign-in at the provider that did not work: a word in an address, and a text for it.</summary>
internal static class ProviderFailures
{
    /// <summary>The provider can't be reached, its answer is not valid, or the user cancelled.</summary>
    public const string Provider = "provider";

    public const string Role = "role";

    private const int LongestReason = 300;

    /// <summary>The text for a word; null for any other word.</summary>
    public static string? TextOf(string? failure) => failure switch
    {
        Provider => Texts.Site["ProviderFailed"],
        Role => Texts.Site["NoRole"],
        _ => null,
    };

    /// <summary>Writes the reason into the log, and sends the browser back to the sign-in page.</summary>
    public static void Tell(HttpContext context, Exception? failure)
    {
        context.RequestServices.GetRequiredService<SignInLog>().ProviderFailed(SignInLog.AddressOf(context), ReasonOf(failure));
        context.Response.Redirect($"{SignInEndpoints.Path}?failure={(failure is NoRoleException ? Role : Provider)}");
    }

    // What comes from outside stands in one line of the log, and not without end. What caused it comes first: it says most.
    private static string ReasonOf(Exception? failure)
    {
        string text = failure switch
        {
            null => "no reason was given",
            { InnerException: not null } => $"{failure.GetBaseException().Message} ({failure.Message})",
            _ => failure.Message,
        };
        string line = string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
        return line.Length > LongestReason ? line[..LongestReason] : line;
    }
}

/// <summary>The provider knows somebody, and gives them no role here.</summary>
internal sealed class NoRoleException() : AuthenticationFailureException("no value of the role claim is among ViewerRoles and OperatorRoles");

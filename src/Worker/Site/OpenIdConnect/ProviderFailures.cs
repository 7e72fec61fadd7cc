using Microsoft.AspNetCore.Authentication;

namespace Worker.Site.OpenIdConnect;

/// <summary>What became of a sign-in at the provider that did not work: a word in an address, and a text for it.</summary>
internal static class ProviderFailures
{
    /// <summary>The provider can't be reached, or said something that can't be believed, or the user turned back.</summary>
    public const string Provider = "provider";

    /// <summary>The provider knows the user, and gives no role.</summary>
    public const string Role = "role";

    /// <summary>The text for a word; null for any other word.</summary>
    public static string? TextOf(string? failure) => failure switch
    {
        Provider => SiteTexts.Current.ProviderFailed,
        Role => SiteTexts.Current.NoRole,
        _ => null,
    };

    public static string PageOf(Exception? failure) => $"{SignIn.SignInEndpoints.Path}?failure={(failure is NoRoleException ? Role : Provider)}";
}

/// <summary>The provider knows somebody, and gives them no role here.</summary>
internal sealed class NoRoleException() : AuthenticationFailureException("no value of the role claim is among ViewerRoles and OperatorRoles");

using System.Net;
using System.Text;
using MailKit.Net.Smtp;
using MailKit.Security;
using Worker.Servicing.Messages;

namespace Worker.Mail.Transports;

/// <summary>Signs in: with a password in the safest way both know, or with an OAuth 2.0 access token.</summary>
internal static class SmtpSignIn
{
    /// <summary>Signs in as <see cref="MailSettings.UserName"/>.</summary>
    /// <exception cref="AccessTokenException">There is no token to be read, or the server takes none.</exception>
    public static async Task AuthenticateAsync(SmtpClient client, MailSettings settings, CancellationToken cancellationToken)
    {
        string userName = settings.UserName!;
        if (settings.AccessToken is null && settings.AccessTokenPath is null)
        {
            await client.AuthenticateAsync(Encoding.UTF8, new NetworkCredential(userName, settings.Password), cancellationToken);
            return;
        }

        string token = settings.AccessToken ?? await ReadTokenAsync(settings.AccessTokenPath!, cancellationToken);
        SaslMechanism mechanism = true switch
        {
            _ when client.AuthenticationMechanisms.Contains("OAUTHBEARER") => new SaslMechanismOAuthBearer(userName, token),
            _ when client.AuthenticationMechanisms.Contains("XOAUTH2") => new SaslMechanismOAuth2(userName, token),
            _ => throw new AccessTokenException("the server takes no access token"),
        };
        await client.AuthenticateAsync(mechanism, cancellationToken);
    }

    // Tokens live for an hour or so; whoever renews them replaces the file.
    private static async Task<string> ReadTokenAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            string token = (await File.ReadAllTextAsync(path, cancellationToken)).Trim();
            return token.Length > 0 ? token : throw new AccessTokenException("the access token's file is empty");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new AccessTokenException("the access token's file can't be read", error);
        }
    }
}

/// <summary>There is no access token to sign in with, or nobody to take it. The message says which, never the token.</summary>
internal sealed class AccessTokenException(string message, Exception? cause = null) : Exception(message, cause);

namespace Worker.Mail.Transports.MailKit;

/// <summary>There is no access token to sign in with, or nobody to take it. The message says which, never the token.</summary>
internal sealed class AccessTokenException(string message, Exception? cause = null) : Exception(message, cause);

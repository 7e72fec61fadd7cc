namespace Worker.Servicing.Operators;

/// <param name="SessionId">32 characters that nobody else has.</param>
/// <param name="NameKey">The name as names are compared (<see cref="OperatorNames.KeyOf"/>).</param>
/// <param name="Account">Whose account it is at the OpenID Connect provider; null for a password.</param>
public sealed record SignedInSession(
    string SessionId, string Name, string NameKey, ProviderAccount? Account, DateTimeOffset BeganAt, DateTimeOffset EndsAt);

/// <summary>An account at an OpenID Connect provider: what stays the same while names change.</summary>
/// <param name="Issuer">The claim <c>iss</c>.</param>
/// <param name="Subject">The claim <c>sub</c>.</param>
public sealed record ProviderAccount(string Issuer, string Subject);

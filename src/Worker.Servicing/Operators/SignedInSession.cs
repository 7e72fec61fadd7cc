namespace Worker.Servicing.Operators;

/// <param name="SessionId">32 characters that nobody else has.</param>
/// <param name="NameKey">The name as names are compared (<see cref="OperatorNames.KeyOf"/>).</param>
/// <param name="Account">Whose account it is at the OpenID Connect provider; null for a password.</param>
public sealed record SignedInSession(
    string SessionId, string Name, string NameKey, ProviderAccount? Account, DateTimeOffset BeganAt, DateTimeOffset EndsAt);

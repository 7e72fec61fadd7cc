using System.Net;

namespace Worker.Configuration;

public sealed record OpsSettings
{
    /// <summary>Only reached from the machine itself.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary><c>Ops:Url</c>: the address that the ops site, health and metrics are served at.</summary>
    public string Url { get; init; } = DefaultUrl;

    /// <summary><c>Ops:Operators</c>: who may sign in with a password; empty when nobody may.</summary>
    public IReadOnlyList<OperatorAccount> Operators { get; init; } = [];

    /// <summary><c>Ops:OpenIdConnect</c>; null when nobody signs in that way. Never beside <see cref="Operators"/>.</summary>
    public OpenIdConnectSettings? OpenIdConnect { get; init; }

    public SignInSettings SignIn { get; init; } = new();

    /// <summary>
    /// <c>Ops:Hosts</c>: names that browsers ask for, beside those of loopback, the machine's own and the one in
    /// <see cref="Url"/>; anything else is refused once somebody can sign in.
    /// </summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary><c>Ops:KnownProxies</c>: whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed; nobody's by default.</summary>
    public IReadOnlyList<IPNetwork> KnownProxies { get; init; } = [];

    /// <summary>
    /// <c>Ops:KeysFolder</c>: where the keys are kept that cookies are encrypted with; null when they are not kept. Beside the
    /// embedded database by default.
    /// </summary>
    public string? KeysFolder { get; init; }

    /// <summary>Whether the address is one that only this machine reaches.</summary>
    public bool IsLoopback { get; init; } = true;

    /// <summary>
    /// Whether who comes from this machine may do everything without signing in: with the embedded database, a loopback
    /// address, nobody to sign in and no proxy in front, and in no other case.
    /// </summary>
    public bool TrustsLoopback { get; init; } = true;

    /// <summary>Whether nobody can sign in, nothing stands in front, and the address is one that only this machine reaches.</summary>
    public bool IsForThisMachineAlone => this is { IsLoopback: true, HasSignIn: false, KnownProxies: [] };

    public bool HasSignIn => Operators.Count > 0 || OpenIdConnect is not null;

    /// <summary>The address alone: hashes and secrets are nobody's business.</summary>
    public override string ToString() => Url;
}

using System.ComponentModel.DataAnnotations;
using System.Net;
using Worker.Servicing.Settings;

namespace Worker.Ops.Settings;

public sealed record OpsSettings
{
    /// <summary>The address that the ops site, health and metrics are served at; by default only reached from the machine itself.</summary>
    [Allowed("one http or https address to listen at, like http://127.0.0.1:5080, without a path", nameof(IsListenAddress))]
    public string Url { get; init; } = "http://127.0.0.1:5080";

    /// <summary>Who may sign in with a password; empty when nobody may.</summary>
    public IReadOnlyList<OperatorAccount> Operators { get; init; } = [];

    /// <summary>Null when nobody signs in that way. Never beside <see cref="Operators"/>.</summary>
    public OpenIdConnectSettings? OpenIdConnect { get; init; }

    public SignInSettings SignIn { get; init; } = new();

    /// <summary>
    /// Names that browsers ask for, beside those of loopback, the machine's own and the one in <see cref="Url"/>; anything else is
    /// refused once somebody can sign in.
    /// </summary>
    [Allowed("names or addresses that browsers ask for, like ops.example.com, without scheme, port and path", nameof(AreHosts))]
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed; nobody's by default.</summary>
    [Allowed("addresses of proxies or networks of them, like 10.0.0.5 or 10.0.1.0/24, but never of everybody", nameof(AreProxies))]
    public IReadOnlyList<IPNetwork> KnownProxies { get; init; } = [];

    /// <summary>Where the keys are kept that cookies are encrypted with; null when they are not kept. Beside the embedded database by default.</summary>
    [Allowed("the path of a folder, or none")]
    public string? KeysFolder { get; init; }

    /// <summary>Whether the address is one that only this machine reaches.</summary>
    [NoKey]
    public bool IsLoopback { get; init; } = true;

    /// <summary>
    /// Whether who comes from this machine may do everything without signing in: with the embedded database, a loopback
    /// address, nobody to sign in and no proxy in front, and in no other case.
    /// </summary>
    [NoKey]
    public bool TrustsLoopback { get; init; } = true;

    /// <summary>Whether nobody can sign in, nothing stands in front, and the address is one that only this machine reaches.</summary>
    public bool IsForThisMachineAlone => this is { IsLoopback: true, HasSignIn: false, KnownProxies: [] };

    public bool HasSignIn => Operators.Count > 0 || OpenIdConnect is not null;

    public override string ToString() => Url;

    private static bool IsListenAddress(string text)
    {
        try
        {
            // What the web server itself takes: it knows more than addresses, http://*:5080 for one.
            BindingAddress address = BindingAddress.Parse(text);
            return address.Scheme is "http" or "https"
                && address.PathBase.Length == 0
                && !text.Any(letter => letter is ';' or '@' or '?' or '#' || char.IsWhiteSpace(letter));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static bool AreHosts(IReadOnlyList<string> hosts) => hosts.All(host => Uri.CheckHostName(host) != UriHostNameType.Unknown);

    private static bool AreProxies(IReadOnlyList<IPNetwork> networks) => networks.All(network => network.PrefixLength > 0);
}

/// <summary>The <c>Ops:SignIn</c> section: how long somebody stays signed in, and how often they may be wrong.</summary>
public sealed record SignInSettings
{
    /// <summary>After so long without a request one has to sign in again.</summary>
    [Duration("Minutes", 1, 1440)]
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>After so long one has to sign in again in any case.</summary>
    [Duration("Hours", 1, 168)]
    public TimeSpan Max { get; init; } = TimeSpan.FromHours(12);

    /// <summary>So many wrong passwords in a row lock a name out.</summary>
    [Range(1, 100)]
    public int MaxFailures { get; init; } = 5;

    /// <summary>For so long a name is locked out, and so long a wrong password is remembered.</summary>
    [Duration("Minutes", 1, 1440)]
    public TimeSpan LockOut { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>So many attempts to sign in are looked at from one address.</summary>
    [Range(1, 1000)]
    public int AttemptsPerMinute { get; init; } = 10;
}

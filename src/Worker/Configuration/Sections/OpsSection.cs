using System.Net;
using Microsoft.Data.Sqlite;
using Worker.Configuration.Reading;
using Worker.Data;

namespace Worker.Configuration.Sections;

internal static class OpsSection
{
    private const string AllowedProxies = "addresses of proxies or networks of them, like 10.0.0.5 or 10.0.1.0/24, but never of everybody";
    private const string SomebodyToSignIn = "Ops:Operators ('worker operator add' makes them) or Ops:OpenIdConnect";

    public static OpsSettings Read(SectionReader section, DatabaseSettings database, IConfiguration configuration)
    {
        string url = section.Read<string>(
            "Url", OpsSettings.DefaultUrl, TryListen, "one http or https address to listen at, like http://127.0.0.1:5080, without a path");
        var settings = new OpsSettings
        {
            Url = url,
            Operators = OperatorSection.ReadAll(section.Within(section.Raw.GetSection("Operators"))),
            OpenIdConnect = OpenIdConnectSection.Read(section.Within(section.Raw.GetSection("OpenIdConnect"))),
            SignIn = SignInSection.Read(section.Within(section.Raw.GetSection("SignIn"))),
            KnownProxies = section.List<IReadOnlyList<IPNetwork>>("KnownProxies", [], TryNetworks, AllowedProxies),
            Hosts = section.List<IReadOnlyList<string>>("Hosts", [], TryHosts, "names or addresses that browsers ask for, like ops.example.com, without scheme, port and path"),
            KeysFolder = section.Optional<string>("KeysFolder", TextReading.TryLine, "the path of a folder, or none") ?? FolderBeside(database),
            IsLoopback = IsLoopback(url),
        };
        CheckSignIn(section, settings, configuration);
        return settings with
        {
            KeysFolder = NumberReading.IsNone(settings.KeysFolder) ? null : settings.KeysFolder,
            TrustsLoopback = settings.IsForThisMachineAlone && database.Provider == DatabaseProvider.Sqlite,
        };
    }

    private static void CheckSignIn(SectionReader section, OpsSettings settings, IConfiguration configuration)
    {
        if (settings is { OpenIdConnect: { } provider, Operators.Count: > 0 })
        {
            section.Refuse("OpenIdConnect:Authority", provider.Authority, "not beside Ops:Operators; one of the two");
        }

        foreach (string endpoint in KestrelEndpoints(configuration))
        {
            section.Findings.Refuse($"Kestrel:Endpoints has '{Entry.OneLine(endpoint)}': nothing, since Ops:Url is the one address that is listened at");
        }

        // Accounts that are given and wrong have had their errors; that nobody can sign in would be misleading beside them.
        if (settings.HasSignIn || section.Raw.GetSection("Operators").GetChildren().Any() || section.Raw["OpenIdConnect:Authority"] is not null)
        {
            return;
        }

        if (!IsLoopback(settings.Url))
        {
            section.Refuse("Url", settings.Url, $"a loopback address as long as nobody can sign in; for any other give {SomebodyToSignIn}");
        }

        if (settings.KnownProxies.Count > 0)
        {
            section.Refuse("KnownProxies", string.Join(", ", settings.KnownProxies), $"none as long as nobody can sign in; give {SomebodyToSignIn}");
        }
    }

    private static IEnumerable<string> KestrelEndpoints(IConfiguration configuration) =>
        configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"] ?? endpoint.Key);

    /// <summary>Any name but localhost makes the web server listen on every address there is.</summary>
    private static bool IsLoopback(string url)
    {
        try
        {
            string host = BindingAddress.Parse(url).Host;
            return host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
                || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static string FolderBeside(DatabaseSettings database)
    {
        string file = database.Provider == DatabaseProvider.SqlServer ? DatabaseSettings.DefaultFile
            : database.ConnectionString.Contains('=', StringComparison.Ordinal) ? new SqliteConnectionStringBuilder(database.ConnectionString).DataSource
            : database.ConnectionString;
        return Path.Combine(Path.GetDirectoryName(file) ?? "", "keys");
    }

    private static bool TryHosts(string text, out IReadOnlyList<string> hosts)
    {
        hosts = ListReading.Parts(text);
        return hosts.All(host => Uri.CheckHostName(host) != UriHostNameType.Unknown);
    }

    private static bool TryNetworks(string text, out IReadOnlyList<IPNetwork> networks)
    {
        var read = new List<IPNetwork>();
        networks = read;
        foreach (string part in ListReading.Parts(text))
        {
            bool isWritten = part.Contains(':', StringComparison.Ordinal) || part.Count(letter => letter == '.') == 3;
            if (isWritten && IPNetwork.TryParse(part, out IPNetwork network))
            {
                read.Add(network);
            }
            else if (isWritten && IPAddress.TryParse(part, out IPAddress? address))
            {
                read.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            }
            else
            {
                return false;
            }
        }

        return read.All(network => network.PrefixLength > 0);
    }

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

namespace Worker.Configuration;

/// <summary>The <c>Ops</c> section.</summary>
/// <param name="Url"><c>Ops:Url</c>: the address that the ops site, health and metrics are served at.</param>
public sealed record OpsSettings(string Url)
{
    /// <summary>Only reached from the machine itself.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5080";
}

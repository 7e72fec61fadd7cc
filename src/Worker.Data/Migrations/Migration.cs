namespace Worker.Data.Migrations;

/// <summary>One forward-only step of the schema.</summary>
/// <param name="Version">1 for the first; without gaps.</param>
/// <param name="Name">What it brings, as its file is named.</param>
/// <param name="Script">The SQL.</param>
/// <param name="Checksum">SHA-256 of the script with line feeds as line ends, in hex.</param>
public sealed record Migration(int Version, string Name, string Script, string Checksum);

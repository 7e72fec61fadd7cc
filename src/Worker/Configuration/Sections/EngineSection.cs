using System.Text.RegularExpressions;
using Worker.Configuration.Reading;

namespace Worker.Configuration.Sections;

internal static partial class EngineSection
{
    public static EngineSettings Read(SectionReader section)
    {
        var builtIn = new EngineSettings();
        return new EngineSettings
        {
            Workers = section.Whole("Workers", builtIn.Workers, 1, 64),
            Schema = section.Read<string>("Schema", builtIn.Schema, TrySchema, "up to 64 letters, digits and underscores, a letter first"),
        };
    }

    private static bool TrySchema(string text, out string schema)
    {
        schema = text;
        return SchemaName.IsMatch(text);
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]{0,63}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SchemaName { get; }
}

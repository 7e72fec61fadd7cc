using System.Text.RegularExpressions;
using Worker.Composition;
using Worker.Configuration.Reading;

namespace Worker.Configuration.Sections;

/// <summary>Reads <c>Engine</c>.</summary>
internal static partial class EngineSection
{
    private const string Names = "Hangfire or Quartz, or nothing for Hangfire where the build has it";

    public static EngineSettings Read(SectionReader section)
    {
        var builtIn = new EngineSettings { Kind = EngineChoice.BuiltIn };
        EngineKind kind = section.Read<EngineKind>("Kind", builtIn.Kind, TryKind, Names);
        if (!EngineChoice.Has(kind))
        {
            section.Refuse("Kind", kind, "Quartz: this build was made without the packages of Hangfire");
        }

        return new EngineSettings
        {
            Kind = kind,
            Workers = section.Whole("Workers", builtIn.Workers, 1, 64),
            Schema = section.Read<string>("Schema", builtIn.Schema, TrySchema, "up to 64 letters, digits and underscores, a letter first"),
        };
    }

    private static bool TryKind(string text, out EngineKind kind)
    {
        kind = EngineChoice.BuiltIn;
        return text.Length == 0
            || (Enum.TryParse(text, ignoreCase: true, out kind) && Enum.GetNames<EngineKind>().Contains(text, StringComparer.OrdinalIgnoreCase));
    }

    private static bool TrySchema(string text, out string schema)
    {
        schema = text;
        return SchemaName.IsMatch(text);
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]{0,63}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SchemaName { get; }
}

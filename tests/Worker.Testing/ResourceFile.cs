using System.Xml.Linq;

namespace Worker.Testing;

/// <summary>The texts of a <c>.resx</c> file of the repository.</summary>
public static class ResourceFile
{
    /// <exception cref="ArgumentException">A key stands in it twice.</exception>
    public static IReadOnlyDictionary<string, string> Read(string path) => XDocument
        .Load(RepositoryFile.Path(path), LoadOptions.PreserveWhitespace)
        .Root!.Elements("data")
        .ToDictionary(text => text.Attribute("name")!.Value, text => text.Element("value")!.Value, StringComparer.Ordinal);
}

using System.Text.Json;
using Worker.Servicing.Import;

namespace Worker.Data.Import;

/// <summary>How files and checks are called among the statements: <c>payment-methods</c>, <c>import/duplicate-plans</c>.</summary>
internal static class ImportStatements
{
    public static string Of(ImportFile file) => Path.GetFileNameWithoutExtension(file.Name).Replace('_', '-');

    public static string Of(ImportCheckKind check) => $"import/{JsonNamingPolicy.KebabCaseLower.ConvertName(check.ToString())}";
}

using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Worker.Testing;

namespace Worker.Data.Tests.SqlText;

/// <summary>C# as the compiler understands it.</summary>
public sealed class SourceCode
{
    private const string ImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    // A partial method or property whose other half a generator writes.
    private static readonly string[] Generated = ["CS8795", "CS9248"];

    private readonly CSharpCompilation compilation;

    private SourceCode(IEnumerable<(string Path, string Text)> files, params string[] compiledHere)
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        compilation = CSharpCompilation.Create(
            "Worker.Data",
            [CSharpSyntaxTree.ParseText(ImplicitUsings, options), .. files.Select(file => CSharpSyntaxTree.ParseText(file.Text, options, file.Path))],
            [.. Libraries().Where(path => !compiledHere.Contains(Path.GetFileNameWithoutExtension(path))).Select(path => MetadataReference.CreateFromFile(path))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Calls = [.. Trees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>())];
    }

    /// <summary>The stores, and the business that they serve.</summary>
    public static SourceCode OfStores { get; } = new(
        RepositoryFile.Under("src/Worker.Data", ".cs").Concat(RepositoryFile.Under("src/Worker.Servicing", ".cs"))
            .Select(path => (path, File.ReadAllText(RepositoryFile.Path(path)))),
        "Worker.Data",
        "Worker.Servicing");

    public IReadOnlyList<InvocationExpressionSyntax> Calls { get; }

    public IEnumerable<SyntaxTree> Trees => compilation.SyntaxTrees;

    /// <summary>Why it does not compile: what is not understood can't be vouched for. What a build generates is not there, and not needed.</summary>
    public IEnumerable<Finding> Errors => compilation.GetDiagnostics()
        .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && !Generated.Contains(diagnostic.Id))
        .Select(diagnostic => FindingAt(diagnostic.Location, diagnostic.GetMessage(CultureInfo.InvariantCulture)));

    /// <summary>A text that stands for a source file, and uses the assemblies under test.</summary>
    public static SourceCode Of(string path, string text) => new([(path, text)]);

    public ISymbol? SymbolOf(SyntaxNode node) => compilation.GetSemanticModel(node.SyntaxTree).GetSymbolInfo(node).Symbol;

    public ISymbol? DeclaredBy(SyntaxNode node) => compilation.GetSemanticModel(node.SyntaxTree).GetDeclaredSymbol(node);

    public ITypeSymbol? TypeOf(ExpressionSyntax expression) => compilation.GetSemanticModel(expression.SyntaxTree).GetTypeInfo(expression).Type;

    public Optional<object?> ConstantOf(ExpressionSyntax expression) =>
        compilation.GetSemanticModel(expression.SyntaxTree).GetConstantValue(expression);

    public static Finding FindingAt(SyntaxNode place, string message) => FindingAt(place.GetLocation(), message);

    private static Finding FindingAt(Location place, string message)
    {
        FileLinePositionSpan span = place.GetLineSpan();
        return new Finding(span.Path, span.StartLinePosition.Line + 1, span.StartLinePosition.Character + 1, message);
    }

    private static IEnumerable<string> Libraries() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
}

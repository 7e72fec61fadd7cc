using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Worker.Testing;

namespace Worker.Data.Tests.SqlText;

/// <summary>C# as the compiler understands it.</summary>
public sealed partial class SourceCode
{
    private const string ImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    // A partial method or property whose other half a generator writes.
    private static readonly string[] Generated = ["CS8795", "CS9248"];

    // What the tests run on; read once, since they are large.
    private static readonly IReadOnlyList<PortableExecutableReference> Libraries =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    private readonly CSharpCompilation compilation;
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> models = new();
    private readonly ILookup<string, InvocationExpressionSyntax> calls;

    private SourceCode(IEnumerable<(string Path, string Text)> files, params string[] compiledHere)
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        compilation = CSharpCompilation.Create(
            "Worker.Data",
            [CSharpSyntaxTree.ParseText(ImplicitUsings, options), .. files.Select(file => CSharpSyntaxTree.ParseText(file.Text, options, file.Path))],
            Libraries.Where(library => !compiledHere.Contains(Path.GetFileNameWithoutExtension(library.FilePath))),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Trees = [.. compilation.SyntaxTrees.Where(tree => Concerned.IsMatch(tree.ToString()))];
        calls = compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>()).ToLookup(NameOf, StringComparer.Ordinal);
    }

    /// <summary>The stores, and the business that they serve.</summary>
    public static SourceCode OfStores { get; } = new(
        RepositoryFile.Under("src/Worker.Data", ".cs").Concat(RepositoryFile.Under("src/Worker.Servicing", ".cs"))
            .Select(path => (path, File.ReadAllText(RepositoryFile.Path(path)))),
        "Worker.Data",
        "Worker.Servicing");

    /// <summary>The files that have to do with statements.</summary>
    public IReadOnlyList<SyntaxTree> Trees { get; }

    /// <summary>Why they do not compile: what is not understood can't be vouched for. What a build generates is not there, and not needed.</summary>
    public IEnumerable<Finding> Errors => Trees.SelectMany(tree => compilation.GetSemanticModel(tree).GetDiagnostics())
        .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && !Generated.Contains(diagnostic.Id))
        .Select(diagnostic => FindingAt(diagnostic.Location, diagnostic.GetMessage(CultureInfo.InvariantCulture)));

    /// <summary>Texts that stand for source files, and use the assemblies under test.</summary>
    public static SourceCode Of(params (string Path, string Text)[] files) => new(files);

    /// <summary>Every call of a method with a name like this, whosever it is.</summary>
    public IEnumerable<InvocationExpressionSyntax> CallsOf(Func<string, bool> name) => calls.Where(group => name(group.Key)).SelectMany(group => group);

    public ISymbol? SymbolOf(SyntaxNode node) => ModelOf(node).GetSymbolInfo(node).Symbol;

    public ITypeSymbol? TypeOf(ExpressionSyntax expression) => ModelOf(expression).GetTypeInfo(expression).Type;

    public Optional<object?> ConstantOf(ExpressionSyntax expression) => ModelOf(expression).GetConstantValue(expression);

    public static Finding FindingAt(SyntaxNode place, string message) => FindingAt(place.GetLocation(), message);

    // A model keeps what it has found out.
    private SemanticModel ModelOf(SyntaxNode node) => models.GetOrAdd(node.SyntaxTree, tree => compilation.GetSemanticModel(tree));

    private static string NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax member => member.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => "",
    };

    [GeneratedRegex(@"\b[Ss]tatements\b|\bDapper\b|\bCommandText\b", RegexOptions.None, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex Concerned { get; }

    private static Finding FindingAt(Location place, string message)
    {
        FileLinePositionSpan span = place.GetLineSpan();
        return new Finding(span.Path, span.StartLinePosition.Line + 1, span.StartLinePosition.Character + 1, message);
    }
}

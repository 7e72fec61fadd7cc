using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Worker.Data.Tests.SqlText;

/// <summary>What is sent to a database ends when its caller gives up or its time is over, and keeps no thread waiting.</summary>
public static class CancellationRules
{
    private const string Session = "src/Worker.Data/DatabaseSession.cs";

    // What waits for a database. A transaction begins and ends with its connection, which SQLite has no other way for.
    private static readonly string[] Waiting = ["Execute", "Query", "Read", "NextResult", "Open", "Commit", "WriteToServer"];

    public static IEnumerable<Finding> Check(SourceCode code)
    {
        IEnumerable<Finding> calls =
            from call in code.CallsOf(name => Waiting.Any(verb => name.StartsWith(verb, StringComparison.Ordinal)))
            let method = code.SymbolOf(call) as IMethodSymbol
            where method is not null && IsOfDatabase(method.ContainingType) && WhyNot(code, call, method) is not null
            select SourceCode.FindingAt(call, WhyNot(code, call, method)!);
        IEnumerable<Finding> definitions =
            from made in code.Trees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>())
            where code.SymbolOf(made) is IMethodSymbol { ContainingType.Name: "CommandDefinition" } && made.ArgumentList is { Arguments.Count: > 0 }
            where made.ArgumentList!.Arguments.All(argument => code.TypeOf(argument.Expression)?.Name != nameof(CancellationToken))
                || made.ArgumentList.Arguments.All(argument => code.TypeOf(argument.Expression)?.SpecialType != SpecialType.System_Int32)
            select SourceCode.FindingAt(made, "a command without a token or without a time-out");
        return [.. calls, .. definitions];
    }

    private static string? WhyNot(SourceCode code, InvocationExpressionSyntax call, IMethodSymbol method)
    {
        if (method.ContainingType.Name == "SqlMapper" && call.SyntaxTree.FilePath != Session)
        {
            return $"{method.Name} of Dapper goes past {nameof(DatabaseSession)}";
        }

        // Rows that come one by one are told of the token by whoever goes through them.
        bool isTold = call.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WithCancellation" }
            || call.ArgumentList.Arguments.Any(argument => code.TypeOf(argument.Expression)?.Name is nameof(CancellationToken) or "CommandDefinition");
        return (isTold, ReturnsLater(method.ReturnType)) switch
        {
            (_, false) => $"{method.Name} keeps its thread waiting",
            (false, _) => $"{method.Name} is not told of a token",
            _ => null,
        };
    }

    private static bool ReturnsLater(ITypeSymbol type) => type.Name is "Task" or "ValueTask" or "IAsyncEnumerable";

    private static bool IsOfDatabase(INamedTypeSymbol type) =>
        type.ToDisplayString() is string name
        && (name.StartsWith("Dapper.", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.Data.", StringComparison.Ordinal)
            || name.StartsWith("System.Data.Common.", StringComparison.Ordinal));
}

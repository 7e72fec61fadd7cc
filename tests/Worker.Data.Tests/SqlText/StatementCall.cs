using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Worker.Data.Tests.SqlText;

/// <summary>One way in which the code runs a statement.</summary>
/// <param name="Statement">The statement's name; null where it can't be told.</param>
/// <param name="Parameters">What is passed; null where it can't be told.</param>
/// <param name="Passed">What makes the parameters: several calls may pass one object. Null where nothing is passed.</param>
/// <param name="Place">Where the statement is run.</param>
public sealed record StatementCall(string? Statement, IReadOnlySet<string>? Parameters, ExpressionSyntax? Passed, SyntaxNode Place)
{
    public string Path => Place.SyntaxTree.FilePath;
}

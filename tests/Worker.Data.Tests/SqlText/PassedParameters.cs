using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Worker.Data.Tests.SqlText;

/// <summary>The names of the parameters that a call passes: the properties of the object it hands over.</summary>
public sealed class PassedParameters(SourceCode code, Origins origins)
{
    private static readonly IReadOnlySet<string> None = new HashSet<string>();

    /// <summary>Every set that may be passed. Names are null where they can't be told.</summary>
    public IEnumerable<(IReadOnlySet<string>? Names, ExpressionSyntax? Passed)> Of(ExpressionSyntax? expression, CallChain chain) =>
        expression is null
            ? [(None, null)]
            : origins.Of(expression, chain).Select(origin => (Names(origin.Expression), origin.Expression));

    /// <summary>The parameters that are added by name to one command.</summary>
    public IReadOnlySet<string> AddedTo(ExpressionSyntax command)
    {
        ISymbol? variable = code.SymbolOf(command);
        IEnumerable<ExpressionSyntax> names =
            from call in (command.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.DescendantNodes() ?? []).OfType<InvocationExpressionSyntax>()
            where call.Expression is MemberAccessExpressionSyntax
            {
                Name.Identifier.ValueText: "Add" or "AddWithValue",
                Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Parameters" },
            }
            let owner = ((MemberAccessExpressionSyntax)((MemberAccessExpressionSyntax)call.Expression).Expression).Expression
            where SymbolEqualityComparer.Default.Equals(code.SymbolOf(owner), variable)
            select call.ArgumentList.Arguments[0].Expression;
        return names.Select(name => code.ConstantOf(name).Value as string ?? "?").Select(name => name.TrimStart('@')).ToHashSet(StringComparer.Ordinal);
    }

    private IReadOnlySet<string>? Names(ExpressionSyntax? made)
    {
        if (made is null || made.IsKind(SyntaxKind.NullLiteralExpression))
        {
            return None;
        }

        return code.TypeOf(made) is INamedTypeSymbol { SpecialType: SpecialType.None, Name: not "DynamicParameters" } type
            ? type.GetMembers().OfType<IPropertySymbol>()
                .Where(property => property is { IsStatic: false, DeclaredAccessibility: Accessibility.Public, GetMethod: not null })
                .Select(property => property.Name)
                .ToHashSet(StringComparer.Ordinal)
            : null;
    }
}

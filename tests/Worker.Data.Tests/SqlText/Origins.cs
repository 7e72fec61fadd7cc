using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Worker.Data.Tests.SqlText;

/// <summary>Follows a value back through variables, conditions, loops over lists and the parameters of methods to what makes it.</summary>
public sealed class Origins(SourceCode code)
{
    private readonly Callers callers = new(code);

    public IEnumerable<Origin> Of(ExpressionSyntax expression, CallChain chain)
    {
        // A method that hands a value on to itself would have no end.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return OfExpression(expression, chain);
    }

    private IEnumerable<Origin> OfExpression(ExpressionSyntax expression, CallChain chain) => expression switch
    {
        ParenthesizedExpressionSyntax inner => Of(inner.Expression, chain),
        CastExpressionSyntax cast => Of(cast.Expression, chain),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure => Of(sure.Operand, chain),
        ConditionalExpressionSyntax either => [.. Of(either.WhenTrue, chain), .. Of(either.WhenFalse, chain)],
        SwitchExpressionSyntax cases => cases.Arms.Where(arm => arm.Expression is not ThrowExpressionSyntax).SelectMany(arm => Of(arm.Expression, chain)),
        IdentifierNameSyntax or MemberAccessExpressionSyntax => OfSymbol(expression, code.SymbolOf(expression), chain),
        _ => [Origin.In(chain, expression)],
    };

    /// <summary>The method that a piece of code stands in, whatever lambdas are around it.</summary>
    private static IMethodSymbol? MethodAround(ISymbol symbol) =>
        symbol.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation } method ? method : null;

    private IEnumerable<Origin> OfSymbol(ExpressionSyntax expression, ISymbol? symbol, CallChain chain)
    {
        Origin[] unknown = [Origin.In(chain, expression)];
        SyntaxNode? declaration = symbol?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        return (symbol, declaration) switch
        {
            (IParameterSymbol parameter, _) when MethodAround(parameter) is IMethodSymbol method => OfParameter(parameter, method, unknown, chain),
            (ILocalSymbol or IFieldSymbol, VariableDeclaratorSyntax { Initializer.Value: ExpressionSyntax value }) =>
                [.. Of(value, chain), .. Assigned(symbol, declaration).SelectMany(other => Of(other, chain))],
            (ILocalSymbol, ForEachStatementSyntax loop) => OfElements(loop.Expression, null, unknown, chain),
            (ILocalSymbol, SingleVariableDesignationSyntax { Parent: ParenthesizedVariableDesignationSyntax all } one)
                when all.FirstAncestorOrSelf<ForEachVariableStatementSyntax>() is ForEachVariableStatementSyntax loop =>
                OfElements(loop.Expression, all.Variables.IndexOf(one), unknown, chain),
            (ILocalSymbol, SingleVariableDesignationSyntax one)
                when one.FirstAncestorOrSelf<TupleExpressionSyntax>() is { Parent: ForEachVariableStatementSyntax loop } tuple =>
                OfElements(loop.Expression, tuple.Arguments.IndexOf(one.FirstAncestorOrSelf<ArgumentSyntax>()!), unknown, chain),
            _ => unknown,
        };
    }

    /// <summary>What else is assigned to a variable after its declaration.</summary>
    private IEnumerable<ExpressionSyntax> Assigned(ISymbol variable, SyntaxNode declaration) =>
        (declaration.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.DescendantNodes() ?? []).OfType<AssignmentExpressionSyntax>()
            .Where(assignment => assignment.Left is IdentifierNameSyntax name
                && name.Identifier.ValueText == variable.Name
                && SymbolEqualityComparer.Default.Equals(code.SymbolOf(name), variable))
            .Select(assignment => assignment.Right);

    private IEnumerable<Origin> OfParameter(IParameterSymbol parameter, IMethodSymbol method, Origin[] unknown, CallChain chain)
    {
        CallChain[] chains = chain.Call is not null
            ? [chain]
            : [.. callers.Of(method).Select(call => new CallChain(call, CallChain.Any))];

        // Whoever else calls a method that is not private is not known here.
        return chains.Length == 0 && method.DeclaredAccessibility != Accessibility.Private
            ? unknown
            : chains.SelectMany(known => OfArgument(parameter, known));
    }

    private IEnumerable<Origin> OfArgument(IParameterSymbol parameter, CallChain chain) =>
        callers.Argument(chain.Call!, parameter.Ordinal) is ExpressionSyntax argument
            ? Of(argument, chain.Caller!).Select(origin => origin.From(caller => chain with { Caller = caller }))
            : [new Origin(null, chain, known => known)];

    private IEnumerable<Origin> OfElements(ExpressionSyntax list, int? place, Origin[] unknown, CallChain chain) =>
        Of(list, chain).SelectMany(origin => Elements(origin.Expression) is ExpressionSyntax[] elements
            ? elements.SelectMany(element => element is TupleExpressionSyntax tuple && place is int index
                ? Of(tuple.Arguments[index].Expression, origin.Here).Select(one => one.From(origin.Outward))
                : place is null ? Of(element, origin.Here).Select(one => one.From(origin.Outward)) : unknown)
            : unknown);

    private static ExpressionSyntax[]? Elements(ExpressionSyntax? list) => list switch
    {
        CollectionExpressionSyntax collection when collection.Elements.All(element => element is ExpressionElementSyntax) =>
            [.. collection.Elements.Cast<ExpressionElementSyntax>().Select(element => element.Expression)],
        ArrayCreationExpressionSyntax { Initializer: InitializerExpressionSyntax initializer } => [.. initializer.Expressions],
        ImplicitArrayCreationExpressionSyntax array => [.. array.Initializer.Expressions],
        _ => null,
    };
}

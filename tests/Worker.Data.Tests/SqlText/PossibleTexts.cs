using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Worker.Data.Tests.SqlText;

/// <summary>A text that an expression may be, null where it can't be told, where it is put together, and under which calls.</summary>
public sealed record PossibleText(string? Text, SyntaxNode Made, CallChain Chain);

/// <summary>The texts that an expression may be.</summary>
public sealed class PossibleTexts(SourceCode code, Origins origins)
{
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    public IEnumerable<PossibleText> Of(ExpressionSyntax expression, CallChain chain) =>
        code.ConstantOf(expression) is { HasValue: true, Value: string constant }
            ? [new PossibleText(constant, expression, chain)]
            : origins.Of(expression, chain).SelectMany(origin => OfOrigin(origin, expression));

    private IEnumerable<PossibleText> OfOrigin(Origin origin, SyntaxNode place) => origin switch
    {
        { Expression: ExpressionSyntax made } when code.ConstantOf(made) is { HasValue: true, Value: string constant } => [new PossibleText(constant, made, origin.Chain)],
        { Expression: InterpolatedStringExpressionSyntax parts } => parts.Contents.Aggregate(
            (IEnumerable<PossibleText>)[new PossibleText("", parts, origin.Here)], (starts, part) => starts.SelectMany(start => With(start, part)))
            .Select(text => text with { Chain = origin.Outward(text.Chain) }),
        { Expression: InvocationExpressionSyntax call } when code.SymbolOf(call) is IMethodSymbol { IsStatic: true, Parameters.Length: 1 } method =>
            Answers(method).Select(answer => new PossibleText(answer, call, origin.Chain)),
        _ => [new PossibleText(null, origin.Expression ?? place, origin.Chain)],
    };

    private IEnumerable<PossibleText> With(PossibleText start, InterpolatedStringContentSyntax part) => part switch
    {
        InterpolatedStringTextSyntax text => [start with { Text = start.Text + text.TextToken.ValueText }],
        InterpolationSyntax hole => Of(hole.Expression, start.Chain).Select(value => value with { Text = value.Text is null ? null : start.Text + value.Text, Made = start.Made }),
        _ => [start with { Text = null }],
    };

    /// <summary>What a method answers for everything there is of its parameter: all values of an enumeration, or what a type calls <c>All</c>.</summary>
    private static IEnumerable<string?> Answers(IMethodSymbol symbol)
    {
        MethodInfo? method = typeof(Database).Assembly.GetType(symbol.ContainingType.ToDisplayString())?.GetMethods(Any)
            .FirstOrDefault(one => one.Name == symbol.Name
                && one.GetParameters() is [ParameterInfo only]
                && only.ParameterType.FullName == symbol.Parameters[0].Type.ToDisplayString());
        Type? type = method?.GetParameters()[0].ParameterType;
        object? all = type is { IsEnum: true } ? Enum.GetValues(type) : type?.GetProperty("All", Any)?.GetValue(null);
        return all is IEnumerable values ? values.Cast<object>().Select(value => (string?)method!.Invoke(null, [value])) : [null];
    }
}

using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Worker.Data.Tests.SqlText;

/// <summary>
/// What is known of how a method came to be called: by which call, and how the caller came to be called. The arguments of
/// one call belong together.
/// </summary>
/// <param name="Call">The call; null where it does not matter so far.</param>
/// <param name="Caller">The same of the method that the call stands in.</param>
public sealed record CallChain(InvocationExpressionSyntax? Call, CallChain? Caller)
{
    public static CallChain Any { get; } = new(null, null);
}

/// <summary>Where a value may come from.</summary>
/// <param name="Expression">What makes it; null where it is a parameter that was left at its default.</param>
/// <param name="Here">What is known of the calls of the method that it is made in.</param>
/// <param name="Outward">From there to the calls of the method that the value was looked for in.</param>
public sealed record Origin(ExpressionSyntax? Expression, CallChain Here, Func<CallChain, CallChain> Outward)
{
    /// <summary>A value that is made in the method that it is looked for in.</summary>
    public static Origin In(CallChain here, ExpressionSyntax expression) => new(expression, here, chain => chain);

    /// <summary>What is known of the calls of the method that the value was looked for in.</summary>
    public CallChain Chain => Outward(Here);

    /// <summary>The same value, looked for from further out.</summary>
    public Origin From(Func<CallChain, CallChain> outward) => this with { Outward = here => outward(Outward(here)) };
}

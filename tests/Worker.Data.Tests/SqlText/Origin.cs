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
/// <param name="Chain">Under which calls.</param>
public sealed record Origin(ExpressionSyntax? Expression, CallChain Chain);

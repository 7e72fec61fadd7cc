using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Worker.Data.Tests.SqlText;

/// <summary>Who calls a method, itself or through what it implements or overrides.</summary>
public sealed class Callers(SourceCode code)
{
    public IEnumerable<InvocationExpressionSyntax> Of(IMethodSymbol method)
    {
        HashSet<ISymbol> faces = new(Faces(method), SymbolEqualityComparer.Default);
        return code.CallsOf(name => name == method.Name)
            .Where(call => Definition(code.SymbolOf(call) as IMethodSymbol) is ISymbol called && faces.Contains(called));
    }

    /// <summary>What a call passes for a parameter; null where it leaves it at its default.</summary>
    public ExpressionSyntax? Argument(InvocationExpressionSyntax call, int place)
    {
        var called = (IMethodSymbol)code.SymbolOf(call)!;
        if (called.ReducedFrom is not null && place-- == 0)
        {
            return (call.Expression as MemberAccessExpressionSyntax)?.Expression;
        }

        string name = called.Parameters[place].Name;
        ArgumentSyntax[] arguments = [.. call.ArgumentList.Arguments];
        return (arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == name)
            ?? (place < arguments.Length && arguments[place].NameColon is null ? arguments[place] : null))?.Expression;
    }

    private static ISymbol? Definition(IMethodSymbol? method) => (method?.ReducedFrom ?? method)?.OriginalDefinition;

    private static IEnumerable<ISymbol> Faces(IMethodSymbol method)
    {
        for (IMethodSymbol? face = method; face is not null; face = face.OverriddenMethod)
        {
            yield return face.OriginalDefinition;
        }

        foreach (ISymbol member in method.ContainingType.AllInterfaces.SelectMany(one => one.GetMembers(method.Name)))
        {
            if (SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method))
            {
                yield return member.OriginalDefinition;
            }
        }
    }
}

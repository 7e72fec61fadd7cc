using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Worker.Data.Schema;

namespace Worker.Data.Tests.SqlText;

/// <summary>Finds every place where the code runs SQL, in a session or as a command of its own, and follows the text back to the statement's name.</summary>
public sealed class StatementCalls
{
    private static readonly string[] Verbs = ["Query", "Execute", "ReadRows"];

    private readonly SourceCode code;
    private readonly Origins origins;
    private readonly PossibleTexts texts;
    private readonly PassedParameters parameters;

    public StatementCalls(SourceCode code)
    {
        this.code = code;
        origins = new Origins(code);
        texts = new PossibleTexts(code, origins);
        parameters = new PassedParameters(code, origins);
        All =
        [
            .. code.CallsOf(name => Verbs.Any(verb => name.StartsWith(verb, StringComparison.Ordinal)))
                .Where(call => code.Trees.Contains(call.SyntaxTree))
                .SelectMany(OfSession),
            .. code.Trees.SelectMany(OfCommands),
        ];
        Named = [.. code.Trees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<ElementAccessExpressionSyntax>())
            .Where(IsStatement)
            .SelectMany(access => Names(access, CallChain.Any).Select(name => (name.Text, name.Made, (SyntaxNode)access)))];
    }

    /// <summary>Every way in which a statement is run.</summary>
    public IReadOnlyList<StatementCall> All { get; }

    /// <summary>Every statement that is asked for, run or not: where its name is written, and where it is asked for.</summary>
    public IReadOnlyList<(string? Statement, SyntaxNode Name, SyntaxNode Place)> Named { get; }

    private IEnumerable<StatementCall> OfSession(InvocationExpressionSyntax call) =>
        code.SymbolOf(call) is IMethodSymbol { ContainingType.Name: nameof(DatabaseSession) } method
            ? Run(call, Argument(call.ArgumentList, method, "sql"), Argument(call.ArgumentList, method, "parameters"))
            : [];

    private IEnumerable<StatementCall> Run(SyntaxNode place, ExpressionSyntax? sql, ExpressionSyntax? passed) => sql is null
        ? []
        : Statements(sql).SelectMany(statement => parameters.Of(passed, statement.Chain)
            .Select(set => new StatementCall(statement.Text, set.Names, set.Passed, place)));

    /// <summary><c>command.CommandText = …</c>, with the parameters that are added to the same command.</summary>
    private IEnumerable<StatementCall> OfCommands(SyntaxTree tree) =>
        from assignment in tree.GetRoot().DescendantNodes().OfType<AssignmentExpressionSyntax>()
        where assignment.Left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CommandText" }
        let command = ((MemberAccessExpressionSyntax)assignment.Left).Expression
        from statement in Statements(assignment.Right)
        select new StatementCall(statement.Text, parameters.AddedTo(command), command, assignment);

    private IEnumerable<PossibleText> Statements(ExpressionSyntax sql) => origins.Of(sql, CallChain.Any)
        .Where(origin => !IsMigration(origin.Expression))
        .SelectMany(origin => origin.Expression is ElementAccessExpressionSyntax access && IsStatement(access)
            ? Names(access, origin.Here).Select(name => name with { Chain = origin.Outward(name.Chain) })
            : [new PossibleText(null, origin.Expression ?? sql, origin.Chain)]);

    private IEnumerable<PossibleText> Names(ElementAccessExpressionSyntax access, CallChain chain) =>
        texts.Of(access.ArgumentList.Arguments[0].Expression, chain);

    private bool IsStatement(ElementAccessExpressionSyntax access) => code.TypeOf(access.Expression) is { Name: nameof(Data.Statements), ContainingNamespace.Name: "Data" };

    /// <summary>The scripts of the schema are run as they are.</summary>
    private bool IsMigration(ExpressionSyntax? sql) =>
        sql is MemberAccessExpressionSyntax member && code.TypeOf(member.Expression)?.Name == nameof(Migration)
        || sql is IdentifierNameSyntax name
            && code.SymbolOf(name) is ILocalSymbol local
            && local.DeclaringSyntaxReferences[0].GetSyntax() is ForEachStatementSyntax loop
            && IsMigration(loop.Expression);

    private static ExpressionSyntax? Argument(ArgumentListSyntax list, IMethodSymbol method, string parameter)
    {
        int place = method.Parameters.ToList().FindIndex(one => one.Name == parameter);
        ArgumentSyntax[] arguments = [.. list.Arguments];
        return (arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == parameter)
            ?? (place >= 0 && place < arguments.Length && arguments[place].NameColon is null ? arguments[place] : null))?.Expression;
    }
}

using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Worker.Data.Tests.SqlText;

/// <summary>A file read as SQL Server 2019 reads it. Lines of <c>GO</c> part batches.</summary>
/// <param name="File">The file.</param>
/// <param name="Tree">What it says; empty where it can't be read.</param>
/// <param name="Errors">Why it can't be read.</param>
public sealed record TSql(SqlFile File, TSqlScript Tree, IReadOnlyList<Finding> Errors)
{
    public static TSql Parse(SqlFile file)
    {
        using var reader = new StringReader(file.Text);
        var tree = new TSql150Parser(initialQuotedIdentifiers: true).Parse(reader, out IList<ParseError> errors) as TSqlScript;
        return new TSql(file, tree ?? new TSqlScript(), [.. errors.Select(error => new Finding(file.Path, error.Line, error.Column, error.Message))]);
    }

    /// <summary>A finding at a part of the tree.</summary>
    public Finding FindingAt(TSqlFragment place, string message) => new(File.Path, place.StartLine, place.StartColumn, message);

    /// <summary>The parameters that whoever runs it must pass, each where it is first named: all variables but its own.</summary>
    public IReadOnlyDictionary<string, Finding> Parameters(Func<string, string> message)
    {
        var declared = new DeclaredVariables();
        Tree.Accept(declared);
        var parameters = new Dictionary<string, Finding>(StringComparer.Ordinal);
        foreach (TSqlParserToken token in Tree.ScriptTokenStream?.Where(IsVariable) ?? [])
        {
            if (!declared.Names.Contains(token.Text) && !declared.OfProcedures.Contains(token.Offset))
            {
                string name = token.Text[1..];
                parameters.TryAdd(name, new Finding(File.Path, token.Line, token.Column, message(name)));
            }
        }

        return parameters;
    }

    private static bool IsVariable(TSqlParserToken token) =>
        token.TokenType == TSqlTokenType.Variable && !token.Text.StartsWith("@@", StringComparison.Ordinal);

    private sealed class DeclaredVariables : TSqlFragmentVisitor
    {
        // The names of variables mean the same in any case.
        public HashSet<string> Names { get; } = new(StringComparer.OrdinalIgnoreCase);

        /// <summary>Where a procedure's own parameter is named: <c>@Resource = …</c>.</summary>
        public HashSet<int> OfProcedures { get; } = [];

        public override void Visit(DeclareVariableElement node) => Names.Add(node.VariableName.Value);

        public override void Visit(DeclareTableVariableBody node) => Names.Add(node.VariableName.Value);

        public override void Visit(ExecuteParameter node)
        {
            if (node.Variable is not null)
            {
                OfProcedures.Add(node.Variable.StartOffset);
            }
        }
    }
}

using Dapper;
using Microsoft.CodeAnalysis;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Worker.Data.Tests.SqlText;

/// <summary>
/// Compares the types of text parameters with those of the columns they meet. One of Unicode makes SQL Server convert a column of
/// one-byte characters that it is compared with, row by row, instead of seeking in its index; one of one-byte characters loses others.
/// </summary>
public sealed class TextParameters : TSqlFragmentVisitor
{
    private readonly SchemaTables schema;
    private readonly List<SchemaTable> tables = [];
    private readonly Dictionary<string, List<SchemaTable>> aliases = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Parameter, ColumnReferenceExpression Column)> compared = [];
    private readonly List<(string Parameter, string Table, string Column)> written = [];

    private TextParameters(SchemaTables schema) => this.schema = schema;

    /// <summary>What is wrong with how a statement is called.</summary>
    public static IEnumerable<Finding> Check(StatementCall call, IReadOnlyDictionary<string, TSql> statements, SchemaTables schema, SourceCode code)
    {
        if (call.Statement is null || call.Passed is null || !statements.TryGetValue(call.Statement, out TSql? script))
        {
            yield break;
        }

        Dictionary<string, ITypeSymbol> passed = (code.TypeOf(call.Passed)?.GetMembers().OfType<IPropertySymbol>() ?? [])
            .ToDictionary(property => property.Name, property => property.Type, StringComparer.Ordinal);
        foreach ((string parameter, bool isUnicode) in Of(script, schema))
        {
            bool? isPassedAsUnicode = passed.GetValueOrDefault(parameter) switch
            {
                { SpecialType: SpecialType.System_String } => true,
                { Name: nameof(DbString) } => false,
                _ => null,
            };
            if (isPassedAsUnicode is bool given && given != isUnicode)
            {
                yield return SourceCode.FindingAt(
                    call.Place,
                    $"'@{parameter}' of '{call.Statement}' meets a column of {(isUnicode ? "Unicode" : "one-byte characters: pass it as .Ansi()")}");
            }
        }
    }

    /// <summary>The parameters that a statement compares with columns of texts or writes into them, and whether those are of Unicode.</summary>
    public static IEnumerable<(string Parameter, bool IsUnicode)> Of(TSql script, SchemaTables schema)
    {
        var found = new TextParameters(schema);
        script.Tree.Accept(found);
        return
        [
            .. found.compared.SelectMany(one => found.IsUnicode(one.Column).Select(isUnicode => (one.Parameter, isUnicode)))
                .Concat(found.written.SelectMany(one => IsUnicode(found.aliases.GetValueOrDefault(one.Table, []), one.Column)
                    .Select(isUnicode => (one.Parameter, isUnicode))))
                .Distinct(),
        ];
    }

    public override void Visit(NamedTableReference node)
    {
        if (schema.Find(node.SchemaObject) is SchemaTable table)
        {
            string name = node.Alias?.Value ?? table.Name;
            aliases.TryAdd(name, []);
            aliases[name].Add(table);
            tables.Add(table);
        }
    }

    public override void Visit(BooleanComparisonExpression node)
    {
        Compare(node.FirstExpression, node.SecondExpression);
        Compare(node.SecondExpression, node.FirstExpression);
    }

    public override void Visit(InPredicate node)
    {
        foreach (ScalarExpression value in node.Values)
        {
            Compare(value, node.Expression);
        }
    }

    public override void Visit(LikePredicate node) => Compare(node.SecondExpression, node.FirstExpression);

    public override void Visit(InsertSpecification node)
    {
        IEnumerable<IEnumerable<ScalarExpression?>> rows = node.InsertSource switch
        {
            ValuesInsertSource values => values.RowValues.Select(row => row.ColumnValues),
            SelectInsertSource { Select: QuerySpecification query } =>
                [query.SelectElements.Select(element => (element as SelectScalarExpression)?.Expression)],
            _ => [],
        };
        foreach ((ScalarExpression? value, ColumnReferenceExpression column) in rows.SelectMany(row => row.Zip(node.Columns)))
        {
            Write(node.Target, column, value);
        }
    }

    public override void Visit(UpdateSpecification node)
    {
        foreach (AssignmentSetClause set in node.SetClauses.OfType<AssignmentSetClause>().Where(set => set.Column is not null))
        {
            Write(node.Target, set.Column, set.NewValue);
        }
    }

    private void Compare(ScalarExpression one, ScalarExpression other)
    {
        if (one is VariableReference variable && other is ColumnReferenceExpression { ColumnType: ColumnType.Regular } column)
        {
            compared.Add((variable.Name[1..], column));
        }
    }

    private void Write(TableReference target, ColumnReferenceExpression column, ScalarExpression? value)
    {
        if (value is VariableReference variable && target is NamedTableReference table)
        {
            written.Add((variable.Name[1..], table.SchemaObject.BaseIdentifier.Value, column.MultiPartIdentifier.Identifiers[^1].Value));
        }

        foreach (ScalarExpression? result in Results(value))
        {
            Write(target, column, result);
        }
    }

    /// <summary>What an expression may come to.</summary>
    private static IEnumerable<ScalarExpression?> Results(ScalarExpression? value) => value switch
    {
        ParenthesisExpression inner => [inner.Expression],
        CoalesceExpression first => first.Expressions,
        NullIfExpression unless => [unless.FirstExpression],
        SearchedCaseExpression cases => [.. cases.WhenClauses.Select(one => one.ThenExpression), cases.ElseExpression],
        SimpleCaseExpression cases => [.. cases.WhenClauses.Select(one => one.ThenExpression), cases.ElseExpression],
        _ => [],
    };

    // An alias may mean several tables of one script, and a column without one may be any table's: all of them then say what it is.
    private IEnumerable<bool> IsUnicode(ColumnReferenceExpression column)
    {
        IList<Identifier> parts = column.MultiPartIdentifier.Identifiers;
        IEnumerable<SchemaTable> meant = parts.Count == 1 ? tables : aliases.GetValueOrDefault(parts[^2].Value, []);
        return IsUnicode(meant, parts[^1].Value);
    }

    private static IEnumerable<bool> IsUnicode(IEnumerable<SchemaTable> tables, string column) =>
        tables.Select(table => table.Find(column)?.IsUnicode).OfType<bool>().Distinct();
}

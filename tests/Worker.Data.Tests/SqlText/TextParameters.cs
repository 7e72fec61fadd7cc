using Dapper;
using Microsoft.CodeAnalysis;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Worker.Data.Tests.SqlText;

/// <summary>
/// Compares the types of text parameters with those of the columns they meet. One of Unicode makes SQL Server convert a column of
/// one-byte characters, row by row, instead of seeking in its index; the other way round characters are lost.
/// </summary>
public sealed class TextParameters : TSqlFragmentVisitor
{
    private readonly SchemaTables schema;
    private readonly List<SchemaTable> tables = [];
    private readonly Dictionary<string, List<SchemaTable>> aliases = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Parameter, ColumnReferenceExpression Column)> compared = [];

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
                    $"'{call.Statement}' compares '@{parameter}' with a column of {(isUnicode ? "Unicode" : "one-byte characters: pass it as .Ansi()")}");
            }
        }
    }

    /// <summary>The parameters that a statement compares with columns of texts, and whether those are of Unicode.</summary>
    public static IEnumerable<(string Parameter, bool IsUnicode)> Of(TSql script, SchemaTables schema)
    {
        var found = new TextParameters(schema);
        script.Tree.Accept(found);
        return [.. found.compared.SelectMany(one => found.IsUnicode(one.Column).Select(isUnicode => (one.Parameter, isUnicode))).Distinct()];
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

    private void Compare(ScalarExpression one, ScalarExpression other)
    {
        if (one is VariableReference variable && other is ColumnReferenceExpression { ColumnType: ColumnType.Regular } column)
        {
            compared.Add((variable.Name[1..], column));
        }
    }

    // An alias may mean several tables of one script, and a column without one may be any table's: all of them then say what it is.
    private IEnumerable<bool> IsUnicode(ColumnReferenceExpression column)
    {
        IList<Identifier> parts = column.MultiPartIdentifier.Identifiers;
        IEnumerable<SchemaTable> meant = parts.Count == 1 ? tables : aliases.GetValueOrDefault(parts[^2].Value, []);
        return meant.Select(table => table.Find(parts[^1].Value)?.IsUnicode).OfType<bool>().Distinct();
    }
}

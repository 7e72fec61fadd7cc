using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Worker.Data.Tests.SqlText;

/// <summary>
/// Debits are opened on facts that were looked at under locks. Whoever writes such a fact has to take the same lock before it
/// writes: the row of the plan or of the customer by <c>updlock</c>, and for switches their application lock.
/// </summary>
public sealed class FactLocks : TSqlFragmentVisitor
{
    private const string Plan = "installment_plan";
    private const string Customer = "customer";
    private const string Switches = "installment-worker:switches";

    /// <summary>Changes nothing: it is a lock itself.</summary>
    private const string ClaimsPlan = "ledger-writer/claim-plan";

    private readonly Dictionary<string, int> locked = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Table, TSqlFragment Place)> written = [];

    /// <summary>What a script locks of the facts: <c>installment_plan</c>, <c>customer</c>, and the switches.</summary>
    public static IReadOnlyCollection<string> Of(TSql script)
    {
        var locks = new FactLocks();
        script.Tree.Accept(locks);
        return locks.locked.Keys;
    }

    public static IEnumerable<Finding> Check(TSql script)
    {
        var locks = new FactLocks();
        script.Tree.Accept(locks);
        return
            from write in locks.written
            where script.File.Name != ClaimsPlan
            from needed in NeededFor(write.Table)
            where !locks.locked.TryGetValue(needed, out int at) || at > write.Place.StartOffset
            select script.FindingAt(write.Place, $"{write.Table} is a fact that debits are decided on: lock '{needed}' first, see sql-server-database/lock-facts");
    }

    public override void Visit(NamedTableReference node)
    {
        if (node.TableHints.Any(hint => hint.HintKind == TableHintKind.UpdLock))
        {
            locked.TryAdd(node.SchemaObject.BaseIdentifier.Value, node.StartOffset);
        }
    }

    public override void Visit(StringLiteral node)
    {
        if (node.Value == Switches)
        {
            locked.TryAdd(Switches, node.StartOffset);
        }
    }

    public override void Visit(InsertSpecification node) => Written(node.Target, null);

    public override void Visit(UpdateSpecification node)
    {
        // A hold that is released forbids nothing any more.
        if (node.Target is not NamedTableReference { SchemaObject.BaseIdentifier.Value: "account_hold" })
        {
            Written(node.Target, node.FromClause);
        }
    }

    private static string[] NeededFor(string table) => table switch
    {
        "ledger_entry" or "installment" or Plan => [Plan],
        "payment_method" => [Customer],
        "account_hold" => [Plan, Customer],
        "debit_switch" => [Switches],
        _ => [],
    };

    private void Written(TableReference target, FromClause? from)
    {
        if (target is not NamedTableReference table)
        {
            return;
        }

        string name = table.SchemaObject.BaseIdentifier.Value;
        var aliases = new Aliases();
        from?.Accept(aliases);
        written.Add((aliases.Tables.GetValueOrDefault(name, name), target));
    }

    private sealed class Aliases : TSqlFragmentVisitor
    {
        public Dictionary<string, string> Tables { get; } = new(StringComparer.OrdinalIgnoreCase);

        public override void Visit(NamedTableReference node)
        {
            if (node.Alias is not null)
            {
                Tables.TryAdd(node.Alias.Value, node.SchemaObject.BaseIdentifier.Value);
            }
        }
    }
}

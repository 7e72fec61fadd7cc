using System.Data;
using System.Reflection;
using System.Text.Json;
using Microsoft.Data.SqlClient;

namespace Worker.Data.SqlServer;

/// <summary>
/// Sends rows of an import to their staging table as bulk copies. Columns are named as the properties, in snake case. Nobody but
/// the import that has claimed them uses the staging tables: one lock on the table is cheaper than one on each row.
/// </summary>
internal static class BulkStaging
{
    public static async Task WriteAsync<TRow>(DatabaseSession session, string file, IReadOnlyList<TRow> rows)
    {
        using var copy = new SqlBulkCopy((SqlConnection)session.Connection, SqlBulkCopyOptions.TableLock, (SqlTransaction?)session.Transaction)
        {
            DestinationTableName = Table(file),
            BulkCopyTimeout = 0,
        };
        using DataTable table = Columns<TRow>.NewTable();
        foreach (DataColumn column in table.Columns)
        {
            copy.ColumnMappings.Add(column.ColumnName, column.ColumnName);
        }

        foreach (TRow row in rows)
        {
            table.Rows.Add(Columns<TRow>.ValuesOf(row));
        }

        await copy.WriteToServerAsync(table, session.CancellationToken);
    }

    private static string Table(string file) => $"import_{file.TrimEnd('s').Replace('-', '_')}";

    private static class Columns<TRow>
    {
        private static readonly PropertyInfo[] Properties = typeof(TRow).GetProperties();

        public static DataTable NewTable()
        {
            var table = new DataTable();
            foreach (PropertyInfo property in Properties)
            {
                Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
                table.Columns.Add(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name), type == typeof(DateOnly) ? typeof(DateTime) : type);
            }

            return table;
        }

        public static object?[] ValuesOf(TRow row) => Array.ConvertAll(Properties, property => property.GetValue(row) switch
        {
            DateOnly date => date.ToDateTime(TimeOnly.MinValue),
            object value => value,
            null => DBNull.Value,
        });
    }
}

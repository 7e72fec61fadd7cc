using System.Diagnostics.CodeAnalysis;
using System.Text.Unicode;
using CsvHelper;

namespace Worker.Servicing.Import;

/// <summary>The first record of a file: the file's columns, in any order, of which only optional ones may be missing.</summary>
internal static class CsvHeader
{
    /// <summary>The position of each column in the reader's current record. False, with errors, when the columns are not the file's.</summary>
    public static bool TryRead(
        CsvReader reader, ImportFile file, ImportErrors errors, [NotNullWhen(true)] out IReadOnlyDictionary<string, int>? positions)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        long before = errors.Count;
        for (int position = 0; position < reader.FieldCount; position++)
        {
            if (!Utf8.IsValid(reader.GetSpan(position)))
            {
                errors.Add(file, reader.LineNumber, file.Columns[0], $"the name of column {position + 1} holds bytes that are not UTF-8");
                continue;
            }

            string name = reader.GetString(position);
            if (!file.Columns.Contains(name))
            {
                errors.Add(file, reader.LineNumber, Quoted.Of(name).Trim('\''), $"is not a column of {file}: it has {string.Join(',', file.Columns)}");
            }
            else if (!found.TryAdd(name, position))
            {
                errors.Add(file, reader.LineNumber, name, "the column is there twice");
            }
        }

        foreach (string missing in file.Columns.Where(column => !file.OptionalColumns.Contains(column) && !found.ContainsKey(column)))
        {
            errors.Add(file, reader.LineNumber, missing, "the column is missing");
        }

        positions = errors.Count == before ? found : null;
        return positions is not null;
    }
}

namespace Worker.Servicing.Import;

internal static class ImportFolder
{
    public static IReadOnlyList<ImportFile> Files(string folder) =>
        [.. ImportFile.All.Where(file => File.Exists(Path.Combine(folder, file.Name)))];

    /// <summary>
    /// What is wrong with the folder as such. A CSV file of another name is: it is taken for a misspelt one rather than
    /// silently ignored.
    /// </summary>
    public static IReadOnlyList<ImportError> Check(string folder)
    {
        string names = string.Join(", ", ImportFile.All);
        if (!Directory.Exists(folder))
        {
            return [new ImportError(folder, 0, "", "there is no such folder")];
        }

        ImportError[] strangers =
        [
            .. Directory.EnumerateFiles(folder)
                .Select(path => Path.GetFileName(path))
                .Where(name => name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) && ImportFile.All.All(file => file.Name != name))
                .Order(StringComparer.Ordinal)
                .Select(name => new ImportError(name, 0, "", $"is not a file that is imported: those are {names}")),
        ];
        return strangers.Length > 0 || Files(folder).Count > 0
            ? strangers
            : [new ImportError(folder, 0, "", $"the folder has none of {names}")];
    }
}

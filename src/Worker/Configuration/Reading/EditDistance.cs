namespace Worker.Configuration.Reading;

/// <summary>How many letters two names differ by (Levenshtein), case apart.</summary>
internal static class EditDistance
{
    /// <summary>The number of letters to insert, remove or replace to make one of the other.</summary>
    public static int Between(string one, string other)
    {
        int[] above = [.. Enumerable.Range(0, other.Length + 1)];
        for (int row = 1; row <= one.Length; row++)
        {
            int[] current = new int[other.Length + 1];
            current[0] = row;
            for (int column = 1; column <= other.Length; column++)
            {
                bool isSame = char.ToUpperInvariant(one[row - 1]) == char.ToUpperInvariant(other[column - 1]);
                current[column] = Math.Min(
                    Math.Min(above[column], current[column - 1]) + 1,
                    above[column - 1] + (isSame ? 0 : 1));
            }

            above = current;
        }

        return above[^1];
    }

    /// <summary>The nearest of some names, if it is near enough to be meant; null otherwise.</summary>
    public static string? Nearest(string name, IEnumerable<string> known, int most) =>
        known
            .Select(candidate => (Name: candidate, Distance: Between(name, candidate)))
            .Where(candidate => candidate.Distance <= most)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
}

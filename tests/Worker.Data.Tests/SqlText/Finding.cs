namespace Worker.Data.Tests.SqlText;

/// <summary>Something that is wrong in a file, and where: lines and columns count from 1.</summary>
public sealed record Finding(string File, int Line, int Column, string Message)
{
    public override string ToString() => $"{File}({Line},{Column}): {Message}";

    /// <summary>Fails with every finding, each in a line of its own.</summary>
    public static void AssertNone(IEnumerable<Finding> findings)
    {
        string[] lines = [.. findings.Select(finding => finding.ToString()).Distinct(StringComparer.Ordinal)];
        Assert.True(lines.Length == 0, string.Join(Environment.NewLine, [$"{lines.Length} finding(s):", .. lines]));
    }
}

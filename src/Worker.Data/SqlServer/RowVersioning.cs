namespace Worker.Data.SqlServer;

internal sealed class RowVersioning
{
    public bool IsReadCommittedSnapshot { get; init; }

    public bool IsSnapshotAllowed { get; init; }

    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        if (!IsReadCommittedSnapshot)
        {
            faults.Add(
                "Readers wait for writers: run 'ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON' in this database while no worker is connected.");
        }

        if (!IsSnapshotAllowed)
        {
            faults.Add(
                "Several reads can't be made of one moment, which this very check needs: run 'ALTER DATABASE CURRENT SET ALLOW_SNAPSHOT_ISOLATION ON' in this database.");
        }

        return faults;
    }
}

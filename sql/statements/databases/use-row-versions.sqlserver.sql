declare @sql nvarchar(800) = N'alter database ' + quotename(@Name) + N' set read_committed_snapshot on; alter database ' + quotename(@Name)
    + N' set allow_snapshot_isolation on;';
exec (@sql);

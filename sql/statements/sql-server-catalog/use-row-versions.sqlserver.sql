-- PostgreSQL versions rows in every database; Babelfish, which can be recognised, has no option for it.
declare @sql nvarchar(800) = N'alter database ' + quotename(@Name) + N' set read_committed_snapshot on; alter database ' + quotename(@Name)
    + N' set allow_snapshot_isolation on;';
if serverproperty('Babelfish') is null exec (@sql);

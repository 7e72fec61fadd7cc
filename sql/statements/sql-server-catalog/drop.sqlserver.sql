-- Ends other connections. On Babelfish, which can be recognised, each session is ended by itself.
declare @sql nvarchar(max);
if serverproperty('Babelfish') is null
    set @sql = concat(N'alter database ', quotename(@Name), N' set single_user with rollback immediate; ');
else
    select @sql = string_agg(cast(concat(N'kill ', session_id, N'; ') as nvarchar(max)), N'')
    from sys.dm_exec_sessions
    where database_id = db_id(@Name) and session_id is not null;
set @sql = concat(@sql, N'drop database ', quotename(@Name), N';');
if db_id(@Name) is not null exec (@sql);

declare @sql nvarchar(800) = N'alter database ' + quotename(@Name) + N' set single_user with rollback immediate; drop database ' + quotename(@Name);
if db_id(@Name) is not null exec (@sql);

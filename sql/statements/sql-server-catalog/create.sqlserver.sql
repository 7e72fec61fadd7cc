declare @sql nvarchar(400) = N'create database ' + quotename(@Name);
exec (@sql);

-- Where statements find it: in the user's own schema, else in dbo.
select case when object_id('schema_migration', 'U') is null then 0 else 1 end as tables;

-- By name: on Azure SQL the number that db_id() returns can be another than the one here.
select cast(is_read_committed_snapshot_on as int) as is_read_committed_snapshot,
       case when snapshot_isolation_state = 1 then 1 else 0 end as is_snapshot_allowed
from sys.databases
where name = db_name();

pragma journal_mode = wal;
-- Full synchronisation: an attempt must be on the disk before its debit is sent, even if power fails.
pragma synchronous = full;
-- Without it, insert or replace deletes rows without running the triggers that forbid it.
pragma recursive_triggers = on;
pragma temp_store = memory;
pragma cache_size = -16000;
pragma journal_size_limit = 67108864;
pragma wal_autocheckpoint = 4000;

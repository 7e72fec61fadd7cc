-- Full synchronisation: an attempt must be on the disk before its debit is sent, a power cut included.
pragma journal_mode = wal;
pragma synchronous = full;
pragma temp_store = memory;
pragma cache_size = -16000;

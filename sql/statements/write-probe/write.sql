update write_probe set written_at = @Now where probe_id = 1;

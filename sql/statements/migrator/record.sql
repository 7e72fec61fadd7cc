insert into schema_migration (version, name, checksum, applied_at) values (@Version, @Name, @Checksum, @AppliedAt);

if object_id('schema_migration', 'U') is null
    create table schema_migration (
        version    int          not null,
        name       varchar(200) collate Latin1_General_100_BIN2 not null,
        checksum   varchar(64)  collate Latin1_General_100_BIN2 not null,
        applied_at datetime2(3) not null,
        constraint pk_schema_migration primary key clustered (version)
    );

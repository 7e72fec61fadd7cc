-- Who is signed in to the ops site: a session that is not here, or has ended, is worth nothing, on whichever host its cookie is shown.

create table operator_session (
    session_no bigint        not null identity (1, 1),
    session_id varchar(32)   collate Latin1_General_100_BIN2 not null,
    name       nvarchar(200) not null,
    name_key   nvarchar(400) collate Latin1_General_100_BIN2 not null,   -- the name as names are compared: without case, compatible forms made one
    issuer     nvarchar(400) collate Latin1_General_100_BIN2 null,       -- OpenID Connect: who vouches for the name, and for whom; null for a password
    subject    nvarchar(400) collate Latin1_General_100_BIN2 null,
    began_at   datetime2(3)  not null,
    ends_at    datetime2(3)  not null,                                   -- it is over by then, however busy
    ended_at   datetime2(3)  null,                                       -- its owner signed out
    constraint pk_operator_session primary key clustered (session_no),
    -- sessions/count-open and sessions/end
    constraint uq_operator_session_id unique nonclustered (session_id)
);

-- sessions/count-namesakes
create index operator_session_by_name on operator_session (name_key, ends_at);

-- Who is signed in to the ops site: a session that is not here, or has ended, is worth nothing, on whichever host its cookie is shown.

create table operator_session (
    session_no integer not null primary key autoincrement,
    session_id text    not null unique,
    name       text    not null,
    name_key   text    not null,       -- the name as names are compared: without case, compatible forms made one
    issuer     text,                   -- OpenID Connect: who vouches for the name, and for whom; null for a password
    subject    text,
    began_at   text    not null,
    ends_at    text    not null,       -- it is over by then, however busy
    ended_at   text                    -- its owner signed out
) strict;

create index operator_session_by_name on operator_session (name_key, ends_at);

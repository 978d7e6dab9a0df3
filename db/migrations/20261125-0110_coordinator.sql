-- On a database of several machines (`xinlu db distribute`) a table with a county lies with its county and every other
-- table is copied to all of them, because counties' rows are joined with it there. These are not: they are read and
-- written while somebody signs in, at each request, or while the house is kept, and never with the rows of a county.

comment on table access.session is 'coordinator: written at every request, looked up before a place is known';
comment on table access.post is 'coordinator: looked up by its account at every request, beside the session';
comment on table access.sign_in_attempt is 'coordinator: written at every failed sign-in, never joined';
comment on table access.second_factor is 'coordinator: written at every sign-in with a second factor, never joined';
comment on table access.recovery_code is 'coordinator: used up while somebody signs in, never joined';
comment on table access.outside_identity is 'coordinator: looked up while somebody signs in, never joined';
comment on table operations.setting is 'coordinator: read by the housekeeping of the coordinator only';
comment on table operations.backup is 'coordinator: each machine has its own backups';
comment on table migrations.migration is 'coordinator: a migration runs there and spreads its tables itself';

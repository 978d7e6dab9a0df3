-- Says of every column of bytes and of JSON what lies in it, so that a change of the data key finds all sealed values
-- by reading the catalog:
--   'sealed'         one sealed value
--   'sealed within'  JSON in which sealed values stand as texts that begin with \x
--   'index <kind>'   a blind index
--   'digest'         a digest of something that is no secret, or of a secret nobody can guess
--   'open'           JSON without anything sealed
-- A test refuses a column that says nothing.

comment on column access.session.token_hash is 'digest';
comment on column access.second_factor.secret is 'sealed';
comment on column access.recovery_code.digest is 'digest';
comment on column audit.entry.previous is 'digest';
comment on column audit.entry.digest is 'digest';
comment on column audit.head.digest is 'digest';
comment on column commands.inbox.body_digest is 'digest';
comment on column commands.inbox.answer is 'open';
comment on column commands.inbox_conflict.body is 'sealed';
comment on column exchange.batch.file_digest is 'digest';
comment on column exchange.batch.header is 'open';
comment on column exchange.batch.counts is 'open';
comment on column exchange.staged.person_index is 'index citizen';
comment on column exchange.staged.values is 'sealed within';
comment on column exchange.staged.errors is 'open';
comment on column exchange.staged.notes is 'open';
comment on column exchange.staged.raw is 'sealed';
comment on column exchange.change.before is 'sealed within';
comment on column rules.rule_version.definition is 'open';
comment on column rules.run.rules is 'open';
comment on column rules.run.parameters is 'open';
comment on column rules.run.counts is 'open';
comment on column rules.finding.inputs is 'open';
comment on column households.household.phone_sealed is 'sealed';
comment on column households.household.phone_index is 'index phone';
comment on column households.household.bank_card_sealed is 'sealed';
comment on column households.household.bank_card_index is 'index card';
comment on column households.person.id_sealed is 'sealed';
comment on column households.person.id_index is 'index citizen';
comment on column households.person.phone_sealed is 'sealed';
comment on column households.person.phone_index is 'index phone';
comment on column households.person.disability_card_sealed is 'sealed';
comment on column households.event.detail is 'sealed within';
comment on column departments.waiting.id_sealed is 'sealed';
comment on column departments.waiting.id_index is 'index citizen';
comment on column departments.waiting.given is 'sealed within';
comment on column departments.waiting.found is 'open';
comment on column operations.backup.digest is 'digest';

-- The old numbers of corrected people stood in base64, which nothing tells from other text.
set local app.lo = '0';
set local app.hi = '1000000000000';
update households.event e set detail = jsonb_set(detail, '{old}', detail -> 'old' || o.sealed)
from (
  select county, id, jsonb_object_agg(t.key, '\x' || encode(decode(t.value, 'base64'), 'hex')) as sealed
  from households.event, jsonb_each_text(detail -> 'old') t
  where act = 'identityCorrected' and t.key in ('idSealed', 'phoneSealed') and t.value !~ '^\\x'
  group by county, id
) o
where e.county = o.county and e.id = o.id;
set local app.lo = '';
set local app.hi = '';

-- How old a data key may become before the doctor asks for a new one, and how long log files are kept when the server
-- writes them itself.
alter table operations.setting drop constraint setting_key_known;
-- allowed: a table of a dozen rows
alter table operations.setting add constraint setting_key_known
  check (key in ('sessionDays', 'inboxDays', 'stagingDays', 'previewDays', 'leftoverHours', 'dataKeyDays', 'logDays'));
insert into operations.setting (key, from_on, value, document) values
  ('dataKeyDays', '2020-01-01', 365, '系统初始设置'),
  ('logDays', '2019-12-01', 180, 'GB/T 22239-2019 8.1.4.3：日志留存不少于六个月');

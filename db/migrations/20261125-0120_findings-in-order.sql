-- outside a transaction: findings are listed and decided all day
-- Every filter of the list of findings reads its page in order. Planned at 1.1 million households, a county's page was
-- read from the newest findings of the whole city, thirteen of fourteen thrown away, and a rule, level or kind that
-- points rarely was looked for through all of them. The list of a county now names its county (which also sends it to
-- one machine of a spread database), and a village or township sorts the few findings of its range.

drop index concurrently if exists rules.finding_county_idx;
create index concurrently finding_county_idx on rules.finding (county, state, opened_on desc, id);
drop index concurrently if exists rules.finding_county_rule_idx;
create index concurrently finding_county_rule_idx on rules.finding (county, state, rule, opened_on desc, id);
drop index concurrently if exists rules.finding_county_level_idx;
create index concurrently finding_county_level_idx on rules.finding (county, state, level, opened_on desc, id);
drop index concurrently if exists rules.finding_county_kind_idx;
create index concurrently finding_county_kind_idx on rules.finding (county, state, kind, opened_on desc, id);
drop index concurrently if exists rules.finding_rule_idx;
create index concurrently finding_rule_idx on rules.finding (state, rule, opened_on desc, id);
drop index concurrently if exists rules.finding_level_idx;
create index concurrently finding_level_idx on rules.finding (state, level, opened_on desc, id);
drop index concurrently if exists rules.finding_kind_idx;
create index concurrently finding_kind_idx on rules.finding (state, kind, opened_on desc, id);
drop index concurrently if exists rules.finding_closed_idx;
create index concurrently finding_closed_idx on rules.finding (opened_on desc, id) where state = 'closed';

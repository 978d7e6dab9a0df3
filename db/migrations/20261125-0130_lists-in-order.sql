-- outside a transaction: the lists are in use
-- Lists that were read through or sorted whole when they were planned at the size of the city: imports as the city sees
-- them, one import by its id alone (its county is not known then), and the audit trail by act, where a seldom act was
-- looked for through every entry of the days asked for, and the queues of the city.

drop index concurrently if exists exchange.batch_newest_idx;
create index concurrently batch_newest_idx on exchange.batch (created_at desc, id);
drop index concurrently if exists exchange.batch_ledger_idx;
create index concurrently batch_ledger_idx on exchange.batch (ledger, created_at desc, id);
drop index concurrently if exists exchange.batch_id_idx;
create index concurrently batch_id_idx on exchange.batch (id);
drop index concurrently if exists audit.entry_act_idx;
create index concurrently entry_act_idx on audit.entry (act, at desc);
drop index concurrently if exists departments.waiting_feed_idx;
create index concurrently waiting_feed_idx on departments.waiting (state, ledger, received_at desc, id desc);
drop index concurrently if exists households.move_waiting_idx;
create index concurrently move_waiting_idx on households.move (at, id) where state = 'waiting';

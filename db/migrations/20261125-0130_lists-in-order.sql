-- Lists that were read through or sorted whole when they were planned at the size of the city: imports as the city sees
-- them, one import by its id alone (its county is not known then), and the audit trail by act, where a seldom act was
-- looked for through every entry of the days asked for; and the queues of the city.

create index batch_newest_idx on exchange.batch (created_at desc, id);
create index batch_ledger_idx on exchange.batch (ledger, created_at desc, id);
create index batch_id_idx on exchange.batch (id);
create index entry_act_idx on audit.entry (act, at desc);
create index waiting_feed_idx on departments.waiting (state, ledger, received_at desc, id desc);
create index move_waiting_idx on households.move (at, id) where state = 'waiting';

-- Searching the audit trail by days alone, newest first, page by page.
create index entry_at_idx on audit.entry (at desc, county desc, seq desc);

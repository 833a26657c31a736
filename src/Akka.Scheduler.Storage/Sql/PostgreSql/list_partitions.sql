-- Locks nothing.
SELECT c.relname FROM pg_catalog.pg_inherits AS i
JOIN pg_catalog.pg_class AS c ON c.oid = i.inhrelid
WHERE i.inhparent = $1::text::regclass AND c.relname LIKE '%\_p________' ORDER BY c.relname

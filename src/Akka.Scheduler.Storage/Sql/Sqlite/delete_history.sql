-- Rows lie in the order of the commits, so the oldest come first. One that its owner's clock had made younger stays until its turn comes again.
DELETE FROM history WHERE position IN (SELECT position FROM history ORDER BY position LIMIT ?2) AND at < ?1

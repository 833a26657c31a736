-- Locks the rows of the keys, in order, until the commit; ends the commit if one that is claimed is another task's.
SELECT {schema}.move_keys($1, $2, $3, $4, $5)

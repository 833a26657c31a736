-- Locks the singleton's row, which is the fence, and the map's.
SELECT {schema}.publish_map($1, $2, $3, $4)

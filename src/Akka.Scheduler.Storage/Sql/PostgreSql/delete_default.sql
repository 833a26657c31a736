-- Locks the rows that it removes: what is past its time and lies in no day's partition. A bounded piece at a time.
SELECT {schema}.delete_default($1, $2, $3, $4)

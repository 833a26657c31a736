-- The fence without the chain goes. It stayed for programs made for versions up to 5, while their nodes were replaced; programs made for 6 and later
-- call the one with it. A schema runs with programs made for it and for the version before it, and for no older ones: such a program could not
-- record occurrences since version 8 either.
DROP FUNCTION {schema}.fence_many(int[], bigint[], uuid[], bigint[], uuid[], timestamptz[]);

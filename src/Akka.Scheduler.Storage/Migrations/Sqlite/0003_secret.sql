-- Shows that a node has the cluster's secret; empty where there is none, NULL until the next node joins: as in PostgreSQL.
ALTER TABLE cluster ADD COLUMN secret_verifier TEXT;

UPDATE cluster SET secret_verifier = ?1 WHERE secret_verifier IS NULL

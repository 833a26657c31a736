INSERT INTO large_payload (key, payload) VALUES (?1, ?2)

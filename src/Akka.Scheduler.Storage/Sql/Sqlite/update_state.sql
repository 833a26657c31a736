UPDATE task SET state = ?2, version = ?3, next_start_at = ?4, attempt = ?5, failures = ?6, cancel_requested = ?7, started_at = ?8,
    finished_at = ?9, worker = ?10, attempt_id = ?11, attempt_started_at = ?12, deadline = ?13, fencing_token = ?14,
    result_code = ?15, result_message = ?16, result_data = ?17, error = ?18, reason = ?19
WHERE key = ?1

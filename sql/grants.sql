-- What each duty's database user may do; every statement may be run again. WORKER and JOBS are replaced. An organisation gets
-- another contact from a worker, which completes a handover, and from nobody else but the operator.
-- What a worker that was taken over can: make and approve orders, and answer for officers, in whatever name; upload certificates for
-- orders of any issuer; change an organisation, whether it is checked, and its contact; ask for revocations, say that one was not
-- meant, or was for another reason; change accounts' passwords and addresses, and delete accounts that are no organisation's contact. What it cannot: write a role or a lock; choose serial, dates or
-- transaction of what jobs asks a CA for, or have jobs sign what ends later than its product allows, holds names that no certificate
-- may hold, or another key than its CSR; change what an order asks for, nor take a handover, receipt, order, decision, certificate,
-- revocation or event away, nor a certificate off the CRL that has listed it; read an event's client; seal an event.
-- `certportal migrate --grants` prints this with names, prefix and users filled in, for the database's administrator.
GRANT SELECT ON [migration] TO WORKER;
GRANT SELECT, INSERT (email, name, phone, locale, password_hash, created_at), DELETE, UPDATE (email, address_since, name, phone, locale, seen_locale, password_hash, has_second_factor, handover_lock) ON [account] TO WORKER;
GRANT SELECT, INSERT, UPDATE (used_step), DELETE ON [second_factor] TO WORKER;
GRANT SELECT, INSERT, DELETE ON [recovery_code] TO WORKER;
GRANT SELECT, INSERT, DELETE ON [pending_sign_in] TO WORKER;
GRANT SELECT, INSERT, UPDATE (last_used_at), DELETE ON [device] TO WORKER;
GRANT SELECT, INSERT, DELETE ON [registration] TO WORKER;
GRANT SELECT, INSERT, DELETE ON [password_reset] TO WORKER;
GRANT SELECT, INSERT, UPDATE (last_used_at), DELETE ON [session] TO WORKER;
GRANT SELECT, INSERT (account_id, new_email, old_token_hash, new_token_hash, requested_at, expires_at), UPDATE (old_confirmed_at, new_confirmed_at), DELETE ON [address_change] TO WORKER;
GRANT SELECT, INSERT, UPDATE, DELETE ON [throttle] TO WORKER;
GRANT SELECT (id, kind, recipient, reference, state, answer, created_at, sent_at, next_try_at), INSERT ON [outbox] TO WORKER;
GRANT SELECT (id, happened_at, kind, actor, actor_account_id, account_id, organisation_id, content), INSERT (happened_at, kind, actor, actor_account_id, client, account_id, organisation_id, content) ON [audit_event] TO WORKER;
GRANT SELECT, INSERT (name, street, postcode, city, country, note, technical_contact_id, founded_by, is_from_portal, created_at), UPDATE (name, street, postcode, city, country, note, checked_at, technical_contact_id, handover_lock, certificate_count) ON [organisation] TO WORKER;
GRANT SELECT, INSERT (organisation_id, not_after, number, name, more_names, not_before, serial, sha256, sha1, key_sha256, created_at, names), UPDATE (replaced_by, revocation_asked_at, revoked_at, muted_until, next_reminder_at) ON [certificate] TO WORKER;
GRANT SELECT ON [reminder] TO WORKER;
GRANT SELECT, INSERT (number, organisation_id, der) ON [certificate_content] TO WORKER;
GRANT SELECT, INSERT (name, number, organisation_id) ON [certificate_name] TO WORKER;
GRANT SELECT, INSERT (sha256, subject_hash, subject, not_after, der, created_at) ON [ca_certificate] TO WORKER;
GRANT SELECT (number) ON [surplus_certificate] TO WORKER;
GRANT INSERT ON [reference_number] TO WORKER;
GRANT SELECT, INSERT (number, organisation_id, state, created_at, kind, predecessor, product, issuer, lifetime_days, ends_at, needed_approvals, name, more_names, names, subject, csr, key_sha256, has_same_key, submitted_by, submitted_by_email, changed_at), UPDATE (state, changed_at, decided_at, reason, has_officer_approval, failure, failed_at, failure_told_at, claim, claimed_at, next_try_at, tries) ON [certificate_order] TO WORKER;
GRANT SELECT, INSERT (number, officer_email, officer_id, decision, decided_at), UPDATE (decided_at) ON [order_decision] TO WORKER;
GRANT SELECT, INSERT, UPDATE (until) ON [former_contact] TO WORKER;
GRANT SELECT, INSERT (number, issuer, serial, reason, asked_by, asked_by_email, asked_at, revoked_at, next_try_at), UPDATE (reason, asked_by, asked_by_email, asked_at, revoked_at, next_try_at, refused_at, refusal, tries) ON [revocation] TO WORKER;
GRANT SELECT, INSERT (organisation_id, contact_id, contact_email, contact_name, successor_id, successor_email, successor_name, token_hash, session_password_hash, started_at, expires_at), UPDATE (state, end_reason, organisation_name, token_hash, resends, session_password_hash, tries, wrong_tries, last_try_at, certificates, open_orders, accepted_at, ended_at) ON [handover] TO WORKER;
GRANT SELECT ON [handover_receipt] TO WORKER;
GRANT SELECT, INSERT (email, invited_by, token_hash, invited_at), UPDATE (invited_by, token_hash, invited_at, refused_at) ON [invitation] TO WORKER;
GRANT SELECT ON [migration] TO JOBS;
GRANT SELECT, DELETE ON [registration] TO JOBS;
GRANT SELECT, DELETE ON [password_reset] TO JOBS;
GRANT SELECT, DELETE ON [address_change] TO JOBS;
GRANT SELECT, DELETE ON [session] TO JOBS;
GRANT SELECT (account_id, token_hash, expires_at), DELETE ON [pending_sign_in] TO JOBS;
GRANT SELECT, DELETE ON [device] TO JOBS;
GRANT SELECT, DELETE ON [throttle] TO JOBS;
GRANT SELECT, INSERT (kind, recipient, locale, content, sealed_token, next_try_at, created_at, reference), UPDATE, DELETE ON [outbox] TO JOBS;
GRANT SELECT, INSERT (happened_at, kind, actor, actor_account_id, client, account_id, organisation_id, content), UPDATE (is_sealed, cleared, actor, actor_account_id, client, account_id, content) ON [audit_event] TO JOBS;
GRANT SELECT, INSERT (position, event_id, digest, mac), UPDATE (remainder) ON [audit_seal] TO JOBS;
GRANT SELECT, INSERT, UPDATE (position, mac) ON [audit_head] TO JOBS;
GRANT SELECT (id, email, name, locale, seen_locale, role, locked_at) ON [account] TO JOBS;
GRANT SELECT (id, name, city, country, checked_at, technical_contact_id, certificate_count, handover_lock), UPDATE (certificate_count, handover_lock) ON [organisation] TO JOBS;
GRANT SELECT, UPDATE (state, changed_at, failure, failed_at, failure_told_at, announced_at, claim, claimed_at, next_try_at, tries, serial, not_before, not_after, transaction_id) ON [certificate_order] TO JOBS;
GRANT SELECT ON [order_decision] TO JOBS;
GRANT SELECT ON [former_contact] TO JOBS;
GRANT SELECT, INSERT ON [certificate_content] TO JOBS;
GRANT INSERT ON [certificate_name] TO JOBS;
GRANT SELECT, INSERT ON [ca_certificate] TO JOBS;
GRANT SELECT (id, organisation_id, organisation_name, contact_id, contact_email, contact_name, successor_id, successor_email, successor_name, state, end_reason, resends, tries, wrong_tries, last_try_at, certificates, open_orders, started_at, expires_at, accepted_at, ended_at, has_receipt), UPDATE (state, end_reason, organisation_name, ended_at, has_receipt, contact_id, contact_email, contact_name, successor_id, successor_email, successor_name, session_password_hash) ON [handover] TO JOBS;
GRANT SELECT, INSERT, DELETE ON [handover_receipt] TO JOBS;
GRANT SELECT, DELETE ON [invitation] TO JOBS;
GRANT SELECT, INSERT, UPDATE (number, made_at, next_update, entries, der) ON [crl] TO JOBS;
GRANT SELECT, UPDATE (in_crl) ON [revocation] TO JOBS;
GRANT SELECT (number, not_after) ON [certificate] TO JOBS;
GRANT SELECT ON [ca_certificate] TO JOBS;
GRANT SELECT, UPDATE (revoked_at, refused_at, refusal, claim, claimed_at, next_try_at, tries) ON [revocation] TO JOBS;
GRANT SELECT, INSERT (organisation_id, not_after, number, name, more_names, not_before, serial, sha256, sha1, key_sha256, created_at, names), UPDATE (replaced_by, revocation_asked_at, revoked_at, next_reminder_at) ON [certificate] TO JOBS;
GRANT SELECT, INSERT (sha256, number, issuer, der, returned_at, next_try_at), UPDATE (revoked_at, next_try_at, answer), DELETE ON [surplus_certificate] TO JOBS;
GRANT SELECT ON [certificate_name] TO JOBS;
GRANT SELECT, INSERT ON [reminder] TO JOBS;
GRANT SELECT, INSERT, DELETE ON [reminder_digest] TO JOBS;
GRANT SELECT ON [operation] TO WORKER;
GRANT SELECT ON [warning] TO WORKER;
GRANT SELECT (issuer, made_at, next_update) ON [crl] TO WORKER;
GRANT SELECT, UPDATE (jobs_seen_at, jobs_host, warned_at) ON [operation] TO JOBS;
GRANT SELECT, INSERT, UPDATE (text, cure, host, seen_at), DELETE ON [warning] TO JOBS;
GRANT SELECT, INSERT (account_id, token_hash, created_at), UPDATE (fetched_at), DELETE ON [calendar_feed] TO WORKER;

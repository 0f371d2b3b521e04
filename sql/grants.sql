-- What each duty's database user may do; every statement may be run again. WORKER and JOBS are replaced. A worker writes no
-- role, no lock and no count of certificates, and gives no organisation another contact.
-- `certportal migrate --grants` prints this with names, prefix and users filled in, for the database's administrator.
GRANT SELECT ON [migration] TO WORKER;
GRANT SELECT, INSERT (email, name, phone, locale, password_hash, created_at), UPDATE (name, phone, locale, password_hash) ON [account] TO WORKER;
GRANT SELECT, INSERT, DELETE ON [registration] TO WORKER;
GRANT SELECT, INSERT, DELETE ON [password_reset] TO WORKER;
GRANT SELECT, INSERT, UPDATE (last_used_at), DELETE ON [session] TO WORKER;
GRANT SELECT, INSERT, UPDATE, DELETE ON [throttle] TO WORKER;
GRANT INSERT ON [outbox] TO WORKER;
GRANT INSERT ON [audit_event] TO WORKER;
GRANT SELECT, INSERT (name, street, postcode, city, country, note, technical_contact_id, founded_by, created_at), UPDATE (name, street, postcode, city, country, note, checked_at) ON [organisation] TO WORKER;
GRANT SELECT ON [certificate] TO WORKER;
GRANT SELECT ON [certificate_content] TO WORKER;
GRANT SELECT ON [certificate_name] TO WORKER;
GRANT SELECT ON [ca_certificate] TO WORKER;
GRANT SELECT ON [migration] TO JOBS;
GRANT SELECT, DELETE ON [registration] TO JOBS;
GRANT SELECT, DELETE ON [password_reset] TO JOBS;
GRANT SELECT, DELETE ON [session] TO JOBS;
GRANT SELECT, DELETE ON [throttle] TO JOBS;
GRANT SELECT, UPDATE, DELETE ON [outbox] TO JOBS;
GRANT INSERT ON [audit_event] TO JOBS;

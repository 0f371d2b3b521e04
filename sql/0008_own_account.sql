-- What people do with their own accounts: another address, deletion; and how long personal data is kept.

-- A change of an account's address under way, one an account: it takes place once both addresses have confirmed it. Where the
-- new address has an account, no link with its token was mailed.
CREATE TABLE [address_change] (
  account_id BIGINT UNSIGNED NOT NULL,
  new_email VARCHAR(254) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  old_token_hash BINARY(32) NOT NULL,
  new_token_hash BINARY(32) NOT NULL,
  old_confirmed_at DATETIME NULL,
  new_confirmed_at DATETIME NULL,
  requested_at DATETIME NOT NULL,
  expires_at DATETIME NOT NULL,
  PRIMARY KEY (account_id),
  UNIQUE KEY address_change_old_token (old_token_hash),
  UNIQUE KEY address_change_new_token (new_token_hash),
  KEY address_change_expires_at (expires_at),
  CONSTRAINT [address_change_account] FOREIGN KEY (account_id) REFERENCES [account] (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Since when the account has this address: mails before were its former holder's. NULL: since it was made.
ALTER TABLE [account] ADD COLUMN address_since DATETIME NULL;

-- Whether somebody added it in the browser: founded_by goes with their account.
ALTER TABLE [organisation] ADD COLUMN is_from_portal TINYINT UNSIGNED NOT NULL DEFAULT 0;
UPDATE [organisation] SET is_from_portal = 1 WHERE founded_by IS NOT NULL;

-- What an account did, and what was done to it. `cleared`: how much of an event's personal data retention has removed:
-- 0 nothing, 1 the client's address, 2 all of it.
ALTER TABLE [audit_event] ADD COLUMN cleared TINYINT UNSIGNED NOT NULL DEFAULT 0;
ALTER TABLE [audit_event] ADD KEY audit_event_actor (actor_account_id, id), ADD KEY audit_event_account (account_id, id);
ALTER TABLE [audit_event] ADD KEY audit_event_cleared (cleared, id);

-- A MAC over what was left of the event when some of it was removed: it takes the digest's place when the event is compared.
ALTER TABLE [audit_seal] ADD COLUMN remainder BINARY(32) NULL;

ALTER TABLE [handover] ADD KEY handover_ended_at (ended_at);

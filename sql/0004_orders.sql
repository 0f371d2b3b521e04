-- Orders of certificates and their way to a certificate; revocations, CRLs, reminders; who was technical contact when.

-- An order and the certificate that comes of it have the same number. `name`, `more_names` and `names` are made as those of
-- [certificate]. open_predecessor allows one open renewal or re-issue to each certificate. `issuer`, and whatever else the
-- product said, is as configured when the order was made. `needed_approvals`: how many officers.
-- has_officer_approval: an officer approved it, not only a policy: its names are then held by the organisation.
-- Of issuing: `claim` names who is at it since claimed_at; serial, not_before, not_after and transaction_id are reserved
-- by jobs as it claims an approved order, so that whoever takes over asks for the same certificate. ends_at: the end that a re-issue keeps.
ALTER TABLE [certificate_order]
  ADD COLUMN kind VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'new',
  ADD COLUMN predecessor BIGINT UNSIGNED NULL,
  ADD COLUMN open_predecessor BIGINT UNSIGNED AS (IF(state IN ('submitted', 'approved', 'issuing', 'failed'), predecessor, NULL)) STORED,
  ADD COLUMN product VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  ADD COLUMN issuer VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  ADD COLUMN lifetime_days SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  ADD COLUMN ends_at DATETIME NULL,
  ADD COLUMN needed_approvals TINYINT UNSIGNED NOT NULL DEFAULT 1,
  ADD COLUMN name VARCHAR(255) COLLATE utf8mb4_bin NOT NULL DEFAULT '',
  ADD COLUMN more_names SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  ADD COLUMN names MEDIUMBLOB NULL,
  ADD COLUMN subject VARCHAR(500) NOT NULL DEFAULT '',
  ADD COLUMN csr MEDIUMBLOB NULL,
  ADD COLUMN key_sha256 BINARY(32) NULL,
  ADD COLUMN has_same_key TINYINT UNSIGNED NOT NULL DEFAULT 0,
  ADD COLUMN submitted_by BIGINT UNSIGNED NULL,
  ADD COLUMN submitted_by_email VARCHAR(254) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  ADD COLUMN changed_at DATETIME NOT NULL DEFAULT '1970-01-01 00:00:00',
  ADD COLUMN decided_at DATETIME NULL,
  ADD COLUMN reason VARCHAR(500) NOT NULL DEFAULT '',
  ADD COLUMN has_officer_approval TINYINT UNSIGNED NOT NULL DEFAULT 0,
  ADD COLUMN announced_at DATETIME NULL,
  ADD COLUMN failure VARCHAR(500) NOT NULL DEFAULT '',
  ADD COLUMN failed_at DATETIME NULL,
  ADD COLUMN failure_told_at DATETIME NULL,
  ADD COLUMN claim BINARY(16) NULL,
  ADD COLUMN claimed_at DATETIME NULL,
  ADD COLUMN next_try_at DATETIME NULL,
  ADD COLUMN tries INT UNSIGNED NOT NULL DEFAULT 0,
  ADD COLUMN serial VARBINARY(20) NULL,
  ADD COLUMN not_before DATETIME NULL,
  ADD COLUMN not_after DATETIME NULL,
  ADD COLUMN transaction_id BINARY(16) NULL,
  ADD UNIQUE KEY certificate_order_open_predecessor (open_predecessor),
  ADD KEY certificate_order_due (state, next_try_at),
  ADD KEY certificate_order_announced_at (announced_at),
  ADD KEY certificate_order_predecessor (predecessor),
  ADD KEY certificate_order_submitted_by (submitted_by),
  ADD KEY certificate_order_key_sha256 (key_sha256),
  ADD CONSTRAINT [certificate_order_account] FOREIGN KEY (submitted_by) REFERENCES [account] (id) ON DELETE SET NULL;

-- A foreign key is checked at each change of the key that it belongs to, the first that begins with its column. One that
-- holds the state would have each step of jobs wait for the organisation's row.
ALTER TABLE [certificate_order] ADD KEY certificate_order_of_day (organisation_id, created_at);
ALTER TABLE [certificate_order] ADD KEY certificate_order_by_state (state, number);
ALTER TABLE [certificate_order] ADD KEY certificate_order_of_state (organisation_id, state, number);
ALTER TABLE [certificate_order] DROP FOREIGN KEY [certificate_order_organisation];
ALTER TABLE [certificate_order] DROP KEY certificate_order_organisation;
ALTER TABLE [certificate_order] ADD CONSTRAINT [certificate_order_holder] FOREIGN KEY (organisation_id) REFERENCES [organisation] (id);

-- Decisions: the primary key keeps an officer from counting twice. A retry of a failed order asks for no new ones.
CREATE TABLE [order_decision] (
  number BIGINT UNSIGNED NOT NULL,
  officer_email VARCHAR(254) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  officer_id BIGINT UNSIGNED NULL,
  decision VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  decided_at DATETIME NOT NULL,
  PRIMARY KEY (number, officer_email, decision),
  KEY order_decision_officer (officer_id),
  CONSTRAINT [order_decision_order] FOREIGN KEY (number) REFERENCES [certificate_order] (number),
  CONSTRAINT [order_decision_account] FOREIGN KEY (officer_id) REFERENCES [account] (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Certificates that a CA returned for an order beyond the one that was stored: to be revoked.
CREATE TABLE [surplus_certificate] (
  sha256 BINARY(32) NOT NULL,
  number BIGINT UNSIGNED NOT NULL,
  issuer VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  der MEDIUMBLOB NOT NULL,
  returned_at DATETIME NOT NULL,
  revoked_at DATETIME NULL,
  next_try_at DATETIME NULL,
  answer VARCHAR(500) NOT NULL DEFAULT '',
  PRIMARY KEY (sha256),
  KEY surplus_certificate_due (revoked_at, next_try_at),
  CONSTRAINT [surplus_certificate_order] FOREIGN KEY (number) REFERENCES [certificate_order] (number)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Revocations that were asked for, of certificates that came from an order. revoked_at goes with the certificate's own.
-- in_crl: the number of the first CRL that holds it. `refusal`: what the CA said against it; the certificate is then as it
-- was, and may be tried again.
CREATE TABLE [revocation] (
  number BIGINT UNSIGNED NOT NULL,
  issuer VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  serial VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  reason VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  asked_by BIGINT UNSIGNED NULL,
  asked_by_email VARCHAR(254) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  asked_at DATETIME NOT NULL,
  revoked_at DATETIME NULL,
  refused_at DATETIME NULL,
  refusal VARCHAR(500) NOT NULL DEFAULT '',
  claim BINARY(16) NULL,
  claimed_at DATETIME NULL,
  next_try_at DATETIME NULL,
  tries INT UNSIGNED NOT NULL DEFAULT 0,
  in_crl BIGINT UNSIGNED NULL,
  PRIMARY KEY (number),
  KEY revocation_crl (issuer, in_crl, revoked_at),
  KEY revocation_due (revoked_at, next_try_at),
  KEY revocation_asked_by (asked_by),
  CONSTRAINT [revocation_certificate] FOREIGN KEY (number) REFERENCES [certificate] (number),
  CONSTRAINT [revocation_account] FOREIGN KEY (asked_by) REFERENCES [account] (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- The latest CRL of each local issuer; its number is raised by a conditional update, so that of any number of jobs one
-- makes it. Every host's jobs write it into the public folder.
CREATE TABLE [crl] (
  issuer VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  number BIGINT UNSIGNED NOT NULL,
  made_at DATETIME NOT NULL,
  next_update DATETIME NOT NULL,
  entries BIGINT UNSIGNED NOT NULL,
  der LONGBLOB NOT NULL,
  PRIMARY KEY (issuer)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- When jobs is to look at the certificate again for a reminder; NULL: never more. The first look finds the right time.
ALTER TABLE [certificate] ADD COLUMN next_reminder_at DATETIME NULL DEFAULT '1970-01-01 00:00:00';
ALTER TABLE [certificate] ADD COLUMN muted_until DATE NULL;
ALTER TABLE [certificate] ADD KEY certificate_next_reminder_at (next_reminder_at);

-- `parent`: the name without its first label, as wildcards cover it.
ALTER TABLE [certificate_name] ADD COLUMN parent VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin AS (SUBSTRING(name, LOCATE('.', name) + 1)) VIRTUAL;
ALTER TABLE [certificate_name] ADD KEY certificate_name_parent (parent, organisation_id);

-- When a certificate is renewable follows from its lifetime by the configured rule, which may change.
ALTER TABLE [certificate] DROP COLUMN expiring_from;

-- Steps that are done, each once: reminded of in a mail (outbox_id), or passed over (`outcome` says why).
CREATE TABLE [reminder] (
  number BIGINT UNSIGNED NOT NULL,
  step VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  recipient VARCHAR(254) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  outbox_id BIGINT UNSIGNED NULL,
  done_at DATETIME NOT NULL,
  PRIMARY KEY (number, step),
  KEY reminder_outbox (outbox_id),
  CONSTRAINT [reminder_certificate] FOREIGN KEY (number) REFERENCES [certificate] (number)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- One digest a day and person: the primary key decides between two jobs. `day` is that of the configured time zone.
CREATE TABLE [reminder_digest] (
  account_id BIGINT UNSIGNED NOT NULL,
  day DATE NOT NULL,
  PRIMARY KEY (account_id, day),
  KEY reminder_digest_day (day),
  CONSTRAINT [reminder_digest_account] FOREIGN KEY (account_id) REFERENCES [account] (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- What the mail is about, for those who may not read its content: references with blanks between, "+3" for three more.
ALTER TABLE [outbox] ADD COLUMN reference VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '';
ALTER TABLE [outbox] ADD KEY outbox_recipient (recipient, created_at);

-- Who was technical contact until when: an officer never decides what was theirs a short while ago.
CREATE TABLE [former_contact] (
  organisation_id BIGINT UNSIGNED NOT NULL,
  account_id BIGINT UNSIGNED NOT NULL,
  until DATETIME NOT NULL,
  PRIMARY KEY (organisation_id, account_id),
  KEY former_contact_account (account_id),
  CONSTRAINT [former_contact_organisation] FOREIGN KEY (organisation_id) REFERENCES [organisation] (id),
  CONSTRAINT [former_contact_account] FOREIGN KEY (account_id) REFERENCES [account] (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

INSERT IGNORE INTO [former_contact] (organisation_id, account_id, until)
  SELECT organisation_id, contact_id, MAX(ended_at) FROM [handover]
  WHERE state = 'completed' AND contact_id IS NOT NULL GROUP BY organisation_id, contact_id;

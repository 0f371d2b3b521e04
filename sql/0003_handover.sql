-- Handovers of organisations, their receipts, invitations to register, and the sealed chain of audit events.

-- open_organisation_id allows one open handover to each organisation. organisation_name is written when the handover ends:
-- until then the organisation's own is shown. contact and successor are kept as they were at the start, so that a receipt
-- stays true when an account goes. `tries` counts session passwords taken to be compared, `wrong_tries` those found wrong.
-- has_receipt goes with the row in handover_receipt: jobs finds what is to be signed by an index.
-- A foreign key belongs to the first key that begins with its column, and is checked at each change of that key: one that
-- holds the state would have each step of a handover wait for both accounts' rows. Hence handover_contact_account and
-- handover_successor_account, before the longer ones.
CREATE TABLE [handover] (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  organisation_id BIGINT UNSIGNED NOT NULL,
  organisation_name VARCHAR(80) NULL,
  contact_id BIGINT UNSIGNED NULL,
  contact_email VARCHAR(254) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  contact_name VARCHAR(80) NOT NULL,
  successor_id BIGINT UNSIGNED NULL,
  successor_email VARCHAR(254) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  successor_name VARCHAR(80) NOT NULL,
  state VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'offered',
  open_organisation_id BIGINT UNSIGNED AS (IF(state IN ('offered', 'accepted'), organisation_id, NULL)) STORED,
  end_reason VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  token_hash BINARY(32) NOT NULL,
  resends TINYINT UNSIGNED NOT NULL DEFAULT 0,
  session_password_hash VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  tries TINYINT UNSIGNED NOT NULL DEFAULT 0,
  wrong_tries TINYINT UNSIGNED NOT NULL DEFAULT 0,
  last_try_at DATETIME NULL,
  certificates BIGINT UNSIGNED NOT NULL DEFAULT 0,
  open_orders BIGINT UNSIGNED NOT NULL DEFAULT 0,
  started_at DATETIME NOT NULL,
  expires_at DATETIME NOT NULL,
  accepted_at DATETIME NULL,
  ended_at DATETIME NULL,
  has_receipt TINYINT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (id),
  UNIQUE KEY handover_open (open_organisation_id),
  UNIQUE KEY handover_token (token_hash),
  KEY handover_organisation (organisation_id, started_at),
  KEY handover_contact_account (contact_id),
  KEY handover_successor_account (successor_id),
  KEY handover_contact (contact_id, state, started_at),
  KEY handover_successor (successor_id, state, expires_at),
  KEY handover_successor_email (successor_email, started_at),
  KEY handover_due (state, expires_at),
  KEY handover_has_receipt (state, has_receipt, ended_at),
  CONSTRAINT [handover_organisation] FOREIGN KEY (organisation_id) REFERENCES [organisation] (id),
  CONSTRAINT [handover_contact_account] FOREIGN KEY (contact_id) REFERENCES [account] (id) ON DELETE SET NULL,
  CONSTRAINT [handover_successor_account] FOREIGN KEY (successor_id) REFERENCES [account] (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Signed once, by jobs: the primary key decides between two.
CREATE TABLE [handover_receipt] (
  handover_id BIGINT UNSIGNED NOT NULL,
  cms MEDIUMBLOB NOT NULL,
  signed_at DATETIME NOT NULL,
  PRIMARY KEY (handover_id),
  CONSTRAINT [handover_receipt_handover] FOREIGN KEY (handover_id) REFERENCES [handover] (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Invitations to register, one row an address: the latest. refused_at: "no more of these".
CREATE TABLE [invitation] (
  email VARCHAR(254) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  invited_by BIGINT UNSIGNED NULL,
  token_hash BINARY(32) NOT NULL,
  invited_at DATETIME NOT NULL,
  refused_at DATETIME NULL,
  PRIMARY KEY (email),
  UNIQUE KEY invitation_token (token_hash),
  KEY invitation_invited_by (invited_by, invited_at),
  CONSTRAINT [invitation_account] FOREIGN KEY (invited_by) REFERENCES [account] (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Orders of certificates, as far as a handover tells of them: the open ones go along.
CREATE TABLE [certificate_order] (
  number BIGINT UNSIGNED NOT NULL,
  organisation_id BIGINT UNSIGNED NOT NULL,
  state VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  created_at DATETIME NOT NULL,
  PRIMARY KEY (number),
  KEY certificate_order_organisation (organisation_id, state),
  CONSTRAINT [certificate_order_organisation] FOREIGN KEY (organisation_id) REFERENCES [organisation] (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- The chain: each seal holds a MAC over its event, that event's digest and the seal before. audit_head is its end: one row,
-- changed by a conditional update, so that of any number of jobs one goes on.
CREATE TABLE [audit_seal] (
  position BIGINT UNSIGNED NOT NULL,
  event_id BIGINT UNSIGNED NOT NULL,
  digest BINARY(32) NOT NULL,
  mac BINARY(32) NOT NULL,
  PRIMARY KEY (position),
  UNIQUE KEY audit_seal_event (event_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE [audit_head] (
  id TINYINT UNSIGNED NOT NULL,
  position BIGINT UNSIGNED NOT NULL,
  mac BINARY(32) NOT NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

ALTER TABLE [audit_event] ADD COLUMN is_sealed TINYINT UNSIGNED NOT NULL DEFAULT 0;
ALTER TABLE [audit_event] ADD KEY audit_event_is_sealed (is_sealed, id);

-- The language of the pages at the last sign-in, for mails to an account that has chosen none.
ALTER TABLE [account] ADD COLUMN seen_locale VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '';

-- Counted up by a transaction that needs the row as it is until its end (a start, an invitation). FOR UPDATE alone would not
-- do: on a cluster it holds on one node only, while two writes to one row never both succeed.
ALTER TABLE [account] ADD COLUMN handover_lock INT UNSIGNED NOT NULL DEFAULT 0;
ALTER TABLE [organisation] ADD COLUMN handover_lock INT UNSIGNED NOT NULL DEFAULT 0;

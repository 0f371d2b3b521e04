-- Accounts, their sessions and pending registrations, throttling counters, outbox, audit events.
-- All times are UTC. An address is stored as handover rule 10 normalises it, hence ascii_bin.

CREATE TABLE [account] (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  email VARCHAR(254) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name VARCHAR(80) NOT NULL,
  phone VARCHAR(30) NOT NULL DEFAULT '',
  locale VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  role VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'contact',
  password_hash VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  locked_at DATETIME NULL,
  created_at DATETIME NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY account_email (email)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE [registration] (
  token_hash BINARY(32) NOT NULL,
  browser_hash BINARY(32) NOT NULL,
  email VARCHAR(254) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name VARCHAR(80) NOT NULL,
  phone VARCHAR(30) NOT NULL DEFAULT '',
  locale VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  password_hash VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  expires_at DATETIME NOT NULL,
  PRIMARY KEY (token_hash),
  KEY registration_email (email),
  KEY registration_expires_at (expires_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Without an account: asked for an unknown address, so that both cost the same time.
CREATE TABLE [password_reset] (
  token_hash BINARY(32) NOT NULL,
  account_id BIGINT UNSIGNED NULL,
  expires_at DATETIME NOT NULL,
  PRIMARY KEY (token_hash),
  KEY password_reset_expires_at (expires_at),
  CONSTRAINT [password_reset_account] FOREIGN KEY (account_id) REFERENCES [account] (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE [session] (
  token_hash BINARY(32) NOT NULL,
  account_id BIGINT UNSIGNED NOT NULL,
  created_at DATETIME NOT NULL,
  last_used_at DATETIME NOT NULL,
  PRIMARY KEY (token_hash),
  KEY session_last_used_at (last_used_at),
  CONSTRAINT [session_account] FOREIGN KEY (account_id) REFERENCES [account] (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- One row a counted thing, such as 'login account anna@example.org'.
CREATE TABLE [throttle] (
  name VARCHAR(320) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  tries INT UNSIGNED NOT NULL,
  last_try_at DATETIME NOT NULL,
  forget_at DATETIME NOT NULL,
  PRIMARY KEY (name),
  KEY throttle_forget_at (forget_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- A mail's kind and values, never its rendered text. A token in it is sealed for jobs and deleted once sent.
CREATE TABLE [outbox] (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  kind VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  recipient VARCHAR(254) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  locale VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  content TEXT NOT NULL,
  sealed_token VARBINARY(255) NULL,
  state VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'waiting',
  tries INT UNSIGNED NOT NULL DEFAULT 0,
  next_try_at DATETIME NOT NULL,
  claim BINARY(16) NULL,
  answer VARCHAR(500) NOT NULL DEFAULT '',
  created_at DATETIME NOT NULL,
  sent_at DATETIME NULL,
  PRIMARY KEY (id),
  KEY outbox_due (state, next_try_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE [audit_event] (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  happened_at DATETIME NOT NULL,
  kind VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  actor VARCHAR(254) NOT NULL,
  actor_account_id BIGINT UNSIGNED NULL,
  client VARCHAR(45) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  account_id BIGINT UNSIGNED NULL,
  organisation_id BIGINT UNSIGNED NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (id),
  KEY audit_event_organisation (organisation_id, id),
  KEY audit_event_happened_at (happened_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

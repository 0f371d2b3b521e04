-- The second factor: a code of an authenticator app. `kind` is 'totp'; its secret is locked with the installation's form
-- key; `used_step` is the last 30 seconds whose code was taken: no code counts twice.
CREATE TABLE [second_factor] (
  account_id BIGINT UNSIGNED NOT NULL,
  kind VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  secret VARBINARY(255) NOT NULL,
  used_step BIGINT UNSIGNED NOT NULL,
  created_at DATETIME NOT NULL,
  PRIMARY KEY (account_id),
  CONSTRAINT [second_factor_account] FOREIGN KEY (account_id) REFERENCES [account] (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Codes that count once instead of it; a used one is deleted.
CREATE TABLE [recovery_code] (
  account_id BIGINT UNSIGNED NOT NULL,
  code_hash BINARY(32) NOT NULL,
  PRIMARY KEY (account_id, code_hash),
  CONSTRAINT [recovery_code_account] FOREIGN KEY (account_id) REFERENCES [account] (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Sign-ins whose password was right, waiting for the second factor.
CREATE TABLE [pending_sign_in] (
  token_hash BINARY(32) NOT NULL,
  account_id BIGINT UNSIGNED NOT NULL,
  expires_at DATETIME NOT NULL,
  PRIMARY KEY (token_hash),
  KEY pending_sign_in_expires_at (expires_at),
  CONSTRAINT [pending_sign_in_account] FOREIGN KEY (account_id) REFERENCES [account] (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Browsers that an account signed in with, by a cookie: a sign-in from another one is told by mail.
CREATE TABLE [device] (
  account_id BIGINT UNSIGNED NOT NULL,
  token_hash BINARY(32) NOT NULL,
  last_used_at DATETIME NOT NULL,
  PRIMARY KEY (account_id, token_hash),
  KEY device_last_used_at (last_used_at),
  CONSTRAINT [device_account] FOREIGN KEY (account_id) REFERENCES [account] (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Comes with each session, so that a request needs no other table for it.
ALTER TABLE [account] ADD COLUMN has_second_factor BOOL NOT NULL DEFAULT FALSE;

-- Where a session began, and in which browser.
ALTER TABLE [session]
  ADD COLUMN client VARCHAR(45) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  ADD COLUMN user_agent VARCHAR(200) NOT NULL DEFAULT '';

-- Addresses by which calendar programs fetch when certificates end: one an account, its secret hashed.
CREATE TABLE [calendar_feed] (
  account_id BIGINT UNSIGNED NOT NULL,
  token_hash BINARY(32) NOT NULL,
  created_at DATETIME NOT NULL,
  fetched_at DATETIME NULL,
  PRIMARY KEY (account_id),
  UNIQUE KEY calendar_feed_token (token_hash),
  CONSTRAINT [calendar_feed_account] FOREIGN KEY (account_id) REFERENCES [account] (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Organisations and their certificates. certificate_count is kept by whatever stores a certificate, in its transaction.
-- founded_by is the account that added the organisation in the browser, NULL for the operator's.

CREATE TABLE [organisation] (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  name VARCHAR(80) NOT NULL,
  street VARCHAR(80) NOT NULL DEFAULT '',
  postcode VARCHAR(20) NOT NULL DEFAULT '',
  city VARCHAR(80) NOT NULL DEFAULT '',
  country CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  note VARCHAR(500) NOT NULL DEFAULT '',
  technical_contact_id BIGINT UNSIGNED NOT NULL,
  founded_by BIGINT UNSIGNED NULL,
  checked_at DATETIME NULL,
  certificate_count BIGINT UNSIGNED NOT NULL DEFAULT 0,
  created_at DATETIME NOT NULL,
  PRIMARY KEY (id),
  KEY organisation_technical_contact (technical_contact_id, name, id),
  KEY organisation_name (name, id),
  KEY organisation_founded_by (founded_by, created_at),
  CONSTRAINT [organisation_technical_contact_account] FOREIGN KEY (technical_contact_id) REFERENCES [account] (id),
  CONSTRAINT [organisation_founded_by_account] FOREIGN KEY (founded_by) REFERENCES [account] (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Numbers of orders and certificates come from one sequence: a certificate keeps the number of its order.
CREATE TABLE [reference_number] (
  number BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  PRIMARY KEY (number)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci AUTO_INCREMENT=320001;

-- Issuing instances, root and intermediate alike; found by the SHA-256 of the subject name's DER.
CREATE TABLE [ca_certificate] (
  sha256 BINARY(32) NOT NULL,
  subject_hash BINARY(32) NOT NULL,
  subject VARCHAR(500) NOT NULL,
  not_after DATETIME NOT NULL,
  der MEDIUMBLOB NOT NULL,
  created_at DATETIME NOT NULL,
  PRIMARY KEY (sha256),
  KEY ca_certificate_subject_hash (subject_hash)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Rows for the list; the certificate itself stands beside them. Clustered by organisation and end, the list's usual
-- order: a page of it is one walk along neighbouring rows. `name` is compared by bytes: domain names are stored as
-- A-labels in lower case. `names` is what a search looks through: all names in lower case, a line each, the U-label form
-- behind a tab; UTF-8 as bytes, which LIKE compares twice as fast.
CREATE TABLE [certificate] (
  organisation_id BIGINT UNSIGNED NOT NULL,
  not_after DATETIME NOT NULL,
  number BIGINT UNSIGNED NOT NULL,
  name VARCHAR(255) COLLATE utf8mb4_bin NOT NULL,
  more_names SMALLINT UNSIGNED NOT NULL,
  not_before DATETIME NOT NULL,
  expiring_from DATETIME NOT NULL,
  revocation_asked_at DATETIME NULL,
  revoked_at DATETIME NULL,
  replaced_by BIGINT UNSIGNED NULL,
  serial VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  sha256 BINARY(32) NOT NULL,
  sha1 BINARY(20) NOT NULL,
  key_sha256 BINARY(32) NOT NULL,
  created_at DATETIME NOT NULL,
  names VARBINARY(60000) NOT NULL,
  PRIMARY KEY (organisation_id, not_after, number),
  UNIQUE KEY certificate_number (number),
  UNIQUE KEY certificate_sha256 (sha256),
  KEY certificate_by_number (organisation_id, number),
  KEY certificate_by_name (organisation_id, name, number),
  KEY certificate_replaced_by (replaced_by),
  KEY certificate_key_sha256 (key_sha256),
  CONSTRAINT [certificate_organisation] FOREIGN KEY (organisation_id) REFERENCES [organisation] (id),
  CONSTRAINT [certificate_reference_number] FOREIGN KEY (number) REFERENCES [reference_number] (number)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE [certificate_content] (
  number BIGINT UNSIGNED NOT NULL,
  organisation_id BIGINT UNSIGNED NOT NULL,
  der MEDIUMBLOB NOT NULL,
  PRIMARY KEY (number),
  CONSTRAINT [certificate_content_certificate] FOREIGN KEY (number) REFERENCES [certificate] (number) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Who holds a name: domain names as A-labels in lower case, "*." before a wildcard, and IP addresses; found exactly.
CREATE TABLE [certificate_name] (
  name VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  number BIGINT UNSIGNED NOT NULL,
  organisation_id BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (name, number),
  KEY certificate_name_number (number),
  CONSTRAINT [certificate_name_certificate] FOREIGN KEY (number) REFERENCES [certificate] (number) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

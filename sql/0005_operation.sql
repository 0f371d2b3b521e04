-- How the installation stands, for those who operate it; kept by jobs.

-- One row: when jobs was last at work, on which host, and when the operator was last told of warnings.
CREATE TABLE [operation] (
  id TINYINT UNSIGNED NOT NULL,
  jobs_seen_at DATETIME NULL,
  jobs_host VARCHAR(255) NOT NULL DEFAULT '',
  warned_at DATETIME NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

INSERT IGNORE INTO [operation] (id) VALUES (1);

-- What somebody must act on. `subject` tells two of a kind apart: an issuer, a host. `host` found it last.
CREATE TABLE [warning] (
  kind VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  subject VARCHAR(120) NOT NULL,
  text VARCHAR(500) NOT NULL,
  cure VARCHAR(500) NOT NULL,
  host VARCHAR(255) NOT NULL,
  since_at DATETIME NOT NULL,
  seen_at DATETIME NOT NULL,
  PRIMARY KEY (kind, subject)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

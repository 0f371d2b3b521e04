# shellcheck shell=bash
# The private MariaDB: a unix socket only, administered by the system user who runs make.

# The folder gets its name only when it is complete: a start killed in between begins anew.
init_database() {
  [ ! -d "$STATE/db/mysql" ] || return 0
  local owner=() output
  [ "$(id -u)" -ne 0 ] || owner=(-o "$service_user" -g "$(id -gn "$service_user")")
  if [ -d "$STATE/db.new" ]; then as_service find "$STATE/db.new" -mindepth 1 -delete && rmdir -- "$STATE/db.new"; fi
  install -d -m 700 "${owner[@]}" -- "$STATE/db.new"
  output=$(as_service timeout "$(seconds_left)" mariadb-install-db --no-defaults "--datadir=$STATE/db.new" "--tmpdir=$STATE/tmp" \
    --auth-root-authentication-method=socket "--auth-root-socket-user=$(id -un)" --skip-test-db \
    --innodb-log-file-size=16M 2>&1) || {
    printf '%s\n' "$output" | as_service timeout 2 tee -a -- "$STATE/log/mariadb.log" >/dev/null || true
    die "the database could not be made: $(last_error mariadb)"
  }
  mv -T -- "$STATE/db.new" "$STATE/db"
}

spawn_mariadb() {
  init_database
  # --performance-schema=OFF and the small buffers: 100 MB resident. UTC: the program never asks for another zone.
  spawn mariadb mariadbd --no-defaults "--datadir=$STATE/db" "--socket=$STATE/run/db.sock" "--pid-file=$STATE/run/mariadb.pid" \
    "--tmpdir=$STATE/tmp" "--secure-file-priv=$STATE/tmp" --local-infile=0 --skip-networking --skip-name-resolve \
    --innodb-buffer-pool-size=64M --innodb-log-file-size=16M --performance-schema=OFF \
    --character-set-server=utf8mb4 --default-time-zone=+00:00
}

# SQL on standard input. Whoever has become the service user answers at that socket, and may have written part of the
# SQL: neither a client command (\! runs a shell) nor a file of ours for the asking.
administer() {
  timeout "$(seconds_left)" mariadb --no-defaults "--socket=$STATE/run/db.sock" "--user=$(id -un)" \
    --binary-mode --local-infile=0 --default-character-set=utf8mb4 --batch --skip-column-names "$@" 2>&1
}

wait_for_mariadb() {
  until administer --execute='SELECT 1' >/dev/null; do
    if has_ended mariadb; then die "MariaDB has ended: $(last_error mariadb)"; fi
    ! is_late || die "MariaDB does not answer: $(last_error mariadb)"
    sleep 0.05
  done
}

prepare_database() {
  local output sql
  sql=$(program migrate --bootstrap 2>&1) || die "the database cannot be prepared: ${sql##*$'\n'}"
  output=$(administer <<<"$sql") || die "the database could not be prepared: ${output##*$'\n'}"
  output=$(program migrate 2>&1) || die "the schema could not be made: ${output##*$'\n'}"
  sql=$(program migrate --grants) || die "certportal migrate --grants failed"
  output=$(administer "--database=$(conf_value database_name)" <<<"$sql") || die "the grants were refused: ${output##*$'\n'}"
}

# shellcheck shell=bash
# certportal.conf, nginx.conf, the secrets, sendmail: made once, then changed only where a variable of make changes.

write_configuration() {
  if [ ! -e "$STATE/certportal.conf" ]; then
    new_configuration >"$STATE/certportal.conf.new"
    mv -- "$STATE/certportal.conf.new" "$STATE/certportal.conf"
  else
    adapt_configuration
  fi
  write_settings
}

new_configuration() {
  local s=$STATE
  cat <<CONF
# The configuration in use. Edits survive: make changes only base_url and other_origins (by PORT), workers (by WORKERS)
# and limits (by LIMITS), and only when that variable changes. \`certportal config --defaults\` explains every key.
base_url = http://127.0.0.1:$PORT
other_origins = http://localhost:$PORT
workers = $WORKERS
limits = $LIMITS
service_user = $([ "$(id -u)" -ne 0 ] || echo "$service_user")
template_dir = $s/program/templates
run_dir = $s/run
log_dir = $s/log
database_hosts = unix:$s/run/db.sock
database_name = certportal
sendmail = $s/sendmail
seal_public_key_file = $s/secret/seal-public-key
receipt_certificate_file = $s/secret/receipt-certificate
pki_dir = $s/pki
bad_keys_file =
allow_shared_user = 1  # all duties run as one user: who takes over a worker could sign certificates
clock_offset_file = $s/clock-offset

[worker]
database_user = certportal_worker
database_password_file = $s/secret/worker-database-password
form_key_file = $s/secret/form-key

[jobs]
database_user = certportal_jobs
database_password_file = $s/secret/jobs-database-password
seal_secret_key_file = $s/secret/seal-secret-key
receipt_key_file = $s/secret/receipt-key
audit_key_file = $s/secret/audit-key

[operator]
database_user = certportal_operator
database_password_file = $s/secret/operator-database-password
audit_key_file = $s/secret/audit-key

[product.server]
name_de = TLS-Serverzertifikat
name_en = TLS server certificate
issuer = local

[issuer.local]
kind = local
certificate_file = $s/secret/local-ca.pem
key_file = $s/secret/local-ca.key
CONF
}

# Makes the CA of [issuer.local], or what a start that was killed left unmade of it.
make_authority() {
  local output
  [ "$(conf_value issuer.local.kind)" = local ] || return 0
  output=$(program ca init local 2>&1) || die "the CA could not be made: ${output##*$'\n'}"
}

# What the last start was told; `reload`, `stop` and `status` go by it.
write_settings() {
  printf 'PORT=%s\nWORKERS=%s\nDEMO=%s\nLIMITS=%s\nFOLDER=%s\n' "$PORT" "$WORKERS" "$DEMO" "$LIMITS" "$STATE" >"$STATE/settings.new"
  mv -- "$STATE/settings.new" "$STATE/settings"
}

setting() { sed -n "s/^$1=//p" "$STATE/settings" 2>/dev/null || true; }

settings_changed() {
  local name
  [ -e "$STATE/settings" ] || return 1
  for name in PORT WORKERS LIMITS; do [ "$(setting "$name")" = "${!name}" ] || return 0; done
  return 1
}

adapt_configuration() {
  local folder
  folder=$(setting FOLDER)
  if [ "$(setting PORT)" != "$PORT" ]; then
    set_key base_url "http://127.0.0.1:$PORT"
    set_key other_origins "http://localhost:$PORT"
  fi
  [ "$(setting WORKERS)" = "$WORKERS" ] || set_key workers "$WORKERS"
  [ "$(setting LIMITS)" = "$LIMITS" ] || set_key limits "$LIMITS"
  if [ -n "$folder" ] && [ "$folder" != "$STATE" ]; then  # the whole folder was moved
    sed -i "s|\\([= :]\\)${folder//./\\.}/|\\1$STATE/|" "$STATE/certportal.conf"
  fi
}

set_key() {  # a common key: its line, or a new one on top
  awk -v key="$1" -v line="$1 = $2" '
    /^[ \t]*\[/ { in_section = 1 }
    !in_section && $0 ~ "^[ \t]*" key "[ \t]*=" { print line; done = 1; next }
    { rest = rest $0 "\n"; print }
    END { if (!done) exit 3 }' "$STATE/certportal.conf" >"$STATE/certportal.conf.new" ||
    { echo "$1 = $2" && cat -- "$STATE/certportal.conf"; } >"$STATE/certportal.conf.new"
  mv -- "$STATE/certportal.conf.new" "$STATE/certportal.conf"
}

# Prints nginx's configuration; LIMITS=0 leaves its queue for hashing requests out.
nginx_configuration() {
  "$root/scripts/fill-nginx" certportal.conf.in "LIMITS=$(conf_value limits)" "PORT=$PORT" "STATE=$STATE" "RUN=$STATE/run" BASE= \
    "LOG=$STATE/log" "STATIC=$STATE/program/static" "PKI=$STATE/pki" "ERRORS=$STATE/program/errors"
}

# Succeeds if the file changed.
write_nginx_configuration() {
  nginx_configuration >"$STATE/nginx.conf.new"
  if cmp -s -- "$STATE/nginx.conf.new" "$STATE/nginx.conf"; then
    rm -f -- "$STATE/nginx.conf.new"
    return 1
  fi
  mv -- "$STATE/nginx.conf.new" "$STATE/nginx.conf"
}

place_sendmail() {
  [ -e "$STATE/sendmail" ] || [ -L "$STATE/sendmail" ] || install -m 755 -- "$root/scripts/sendmail-to-folder" "$STATE/sendmail"
}

make_secrets() {
  local output name
  output=$(as_service "$STATE/program/certportal" secrets init "$STATE/secret" 2>&1) || die "secrets could not be made: ${output##*$'\n'}"
  for name in worker-database-password jobs-database-password operator-database-password form-key seal-public-key seal-secret-key \
    audit-key receipt-key receipt-certificate; do
    [ -s "$STATE/secret/$name" ] || die "the secret $STATE/secret/$name is missing or empty: remove it and start again"
  done
}

# Configuration, templates, secrets and nginx's file, before anything is spawned.
check_configuration() {
  local output
  output=$(program config --check 2>&1) || die "${output##*$'\n'}"
  [ -n "$(find -L "$(conf_value template_dir)" -name '*.tpl' -print -quit 2>/dev/null)" ] || die "no templates in $(conf_value template_dir): run make"
  [ -x "$(conf_value sendmail)" ] || die "sendmail in $STATE/certportal.conf is not a program: $(conf_value sendmail)"
  output=$(as_service /usr/sbin/nginx -t -q -p "$STATE/" -e "$STATE/log/nginx-error.log" -c "$STATE/nginx.conf" 2>&1) || die "nginx refuses its configuration: ${output##*$'\n'}"
}

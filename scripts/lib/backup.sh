# shellcheck shell=bash
# What scripts/backup and scripts/restore share: the configuration, the program, the database as the operator sees it, and
# the archive. That is a tar of parts, each encrypted by age on its way there: database.sql.gz (in pieces, so that no
# more than a piece is on the disk twice), files.tar.gz (configuration, secrets/KEY, pki/NAME), manifest (the last).
# The manifest has a line for each fact: see write_manifest. Callers set here and conf_file.
# shellcheck disable=SC2034,SC2154  # they are used, or set, by who sources this

format="certportal-backup 1"

# Errors of the tools, kept in memory where that can be: on a full disk they would be lost. In a folder of their own, as
# everybody may put a link there by the name of the next file.
make_error_file() {
  error_folder=$(mktemp -d -p /dev/shm certportal.XXXXXX 2>/dev/null || mktemp -d)
  errors=$error_folder/errors
  : >"$errors"
}

# The line of the tools' errors that tells the cause: those behind it in a pipe only say that it broke.
cause() {
  local pattern text
  text=$(grep -aiEm 1 'no space left|quota exceeded' -- "$errors" || true)
  for pattern in '^ERROR |^[a-z-]+: ' .; do
    [ -n "$text" ] || text=$(grep -aiE -- "$pattern" "$errors" | grep -aviE "$consequences" | head -1 || true)
  done
  [[ $text != *"Wrote only"* ]] || text="no space left: $text"  # tar's next write would have been told so
  echo "${text:-no reason was given}"
}
consequences='broken pipe|errno 32|split: with FILE|unexpected end of file|not recoverable|exit delayed|tar --append|^age: report|write error'

find_program() {
  local path
  executable=${CERTPORTAL_PROGRAM:-}
  for path in "$(dirname -- "$conf_file")/program/certportal" "$here/certportal" "$here/../certportal" "$here/../build/certportal" \
    "$(command -v certportal || true)"; do
    if [ -z "$executable" ] && [ -f "$path" ] && [ -x "$path" ]; then executable=$(realpath -- "$path"); fi
  done
  [ -n "$executable" ] || die "certportal is neither beside $here nor in PATH: set CERTPORTAL_PROGRAM to the program"
}

# Root becomes service_user wherever it meets the database, as the program itself does.
choose_operator() {
  if [ "$(id -u)" -eq 0 ] && [ -z "$(conf_value service_user)" ]; then
    service_user=root
    AS=(env -i PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8)
  else
    choose_service_user
  fi
}

prepare() {
  local output
  choose_operator
  find_program
  output=$(program config --check 2>&1) || die "${output##*$'\n'}"
  output=$(program migrate --tables 2>&1) || die "${output##*$'\n'}"
  program_schema=${output%%$'\n'*}
  program_schema=${program_schema#schema }
  mapfile -t portal_tables < <(tail -n +2 <<<"$output")
  prefix=$(conf_value table_prefix)
  find_database
}

# --- The database

# A client program as the operator's database user. The password comes to it by a pipe: it stands on no command line, in
# no environment and on no disk.
client() {  # PROGRAM ARGUMENT...
  # shellcheck disable=SC2016  # expanded by the inner shell
  "${AS[@]}" bash -c '
    set -euo pipefail
    quoted() { sed -e "s/[\\\\\"]/\\\\&/g" -e "s/^[[:space:]]*//" -e "s/[[:space:]]*\$//" -e "1q"; }
    defaults() {
      printf "[client]\n%s\nuser=\"%s\"\ndefault-character-set=utf8mb4\n" "$1" "$2"
      [ -z "$3" ] || printf "password=\"%s\"\n" "$(quoted <"$3")"
      [ -z "$4" ] || printf "ssl-ca=\"%s\"\nssl-verify-server-cert\n" "$4"
    }
    [ -z "$3" ] || [ -r "$3" ] || { echo "cannot read $3" >&2; exit 1; }
    exec "$5" --defaults-file=<(defaults "$1" "$2" "$3" "$4") "${@:6}"' \
    client "$host_lines" "$database_user" "$password_file" "$database_ca_file" "$@"
}

# Statements on standard input or behind --execute: rows on standard output.
sql() { client mariadb --binary-mode --local-infile=0 --batch --skip-column-names "$@" -- "$database_name" 2>"$errors"; }

host_option_lines() {  # unix:PATH or HOST:PORT
  case $1 in
    unix:*) printf 'socket="%s"\n' "${1#unix:}" ;;
    *) printf 'protocol=tcp\nhost="%s"\nport=%s\n' "${1%:*}" "${1##*:}" ;;
  esac
}

# The first host that answers.
find_database() {
  local host first=""
  database_name=$(value_of database_name)
  database_user=$(value_of operator.database_user)
  password_file=$(conf_value operator.database_password_file)
  database_ca_file=$(conf_value database_ca_file)
  IFS=', ' read -ra hosts <<<"$(value_of database_hosts)"
  for host in "${hosts[@]}"; do
    host_lines=$(host_option_lines "$host")
    if sql --connect-timeout=5 --execute='SELECT 1' >/dev/null; then
      database_host=$host
      return 0
    fi
    [ -n "$first" ] || first=$(cause)
  done
  die "the database does not answer: $first"
}

in_list() { printf "'%s'," "$@" | sed 's/,$//'; }

# tables: those of the portal's that the database has, in the order of their making.
read_tables() {
  local found name
  tables=()
  found=$(sql --execute="SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name IN ($(in_list "${portal_tables[@]}"))") ||
    die "the database cannot be read: $(cause)"
  for name in "${portal_tables[@]}"; do
    if grep -qxF -- "$name" <<<"$found"; then tables+=("$name"); fi
  done
}

# The newest migration; nothing if there is none.
database_schema() { sql --execute="SELECT MAX(version) FROM \`${prefix}migration\` HAVING MAX(version) IS NOT NULL" || die "the schema's version cannot be read: $(cause)"; }

# --- Files

# Keys of the configuration that name a file to keep, in the order of the file. Database passwords are among them.
file_keys() {
  awk '
    { sub(/#.*/, "") }
    /^[ \t]*\[.*\]/ { section = $0; gsub(/[][ \t]/, "", section); section = section "."; next }
    {
      key = $0; sub(/=.*/, "", key); gsub(/[ \t]/, "", key)
      if (key ~ /_file$/ && key != "clock_offset_file") print section key
      if (section ~ /^issuer\./ && key == "key_file") print section "root_key_file"
    }' "$conf_file" | LC_ALL=C grep -xE '[a-z0-9_.-]+' || true
}

# The path behind a key; nothing where it is empty or in a token. A local CA's root key stands beside its issuing key and
# has no key of its own.
path_of() {  # KEY
  local path
  if [[ $1 = *.root_key_file ]]; then
    path=$(conf_value "${1%root_key_file}key_file")
    case $path in
      "") ;;
      pkcs11:*) path=$(conf_value "${1%root_key_file}certificate_file").root-key ;;
      *) path=$path.root ;;
    esac
  else
    path=$(conf_value "$1")
  fi
  [[ $path != pkcs11:* ]] || path=""
  echo "$path"
}

# As whoever a folder belongs to: what that user may have prepared there leads nowhere else.
as_owner_of() {  # FOLDER COMMAND...
  local owner
  owner=$(stat -L -c %u -- "$1" 2>/dev/null || id -u)
  if [ "$(id -u)" -ne 0 ] || [ "$owner" -eq 0 ]; then
    "${@:2}"
  else
    setsid --wait setpriv "--reuid=$owner" "--regid=$(stat -L -c %g -- "$1")" --clear-groups -- "${@:2}"
  fi
}

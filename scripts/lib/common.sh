# shellcheck shell=bash
# What scripts/stack, portal, backup and restore share: one clear line for trouble, the time limit, the service user, the
# configuration. They set conf_file, run_dir, log_dir, executable (the program), deadline, and mark: a text that stands in
# the command line of whatever they start, and in no other.

# A text from a log may hold what a terminal would obey; one from the program begins with its name.
die() {
  local text=${*#certportal: }
  printf 'certportal: %s\n' "${text//[[:cntrl:]]/ }" >&2
  exit 1
}

say() { printf 'certportal: %s\n' "$*"; }

need_tools() {  # COMMAND=PACKAGE...
  local pair missing=""
  for pair; do
    command -v "${pair%=*}" >/dev/null || missing+=" ${pair#*=}"
  done
  [ -z "$missing" ] || die "programs are missing; install the Debian packages:$missing"
}

# Seconds left of the 60 that a start may take; never less than 1, for timeout(1).
seconds_left() {
  local left=$((deadline - SECONDS))
  echo $((left > 1 ? left : 1))
}

is_late() { [ "$SECONDS" -ge "$deadline" ]; }

check_number() {  # NAME VALUE LOWEST HIGHEST
  [[ $2 =~ ^[0-9]{1,5}$ ]] && [ "$2" -ge "$3" ] && [ "$2" -le "$4" ] && return
  die "$1 must be a number from $3 to $4, not '$2'"
}

check_variables() {
  check_number PORT "$PORT" 1024 65535  # nginx runs unprivileged
  check_number WORKERS "$WORKERS" 1 512
  check_number DEMO "$DEMO" 0 1
  check_number LIMITS "$LIMITS" 0 1
}

# Who runs the services: by root the service user, else whoever runs make. `as_service` runs a command as that user,
# with a small environment of its own; and in a session of its own, as another process of that user could trace it and so
# type on root's terminal (TIOCSTI).
choose_service_user() {
  local clean=(env -i PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8)
  service_user=$(id -un)
  AS=("${clean[@]}")
  [ "$(id -u)" -eq 0 ] || return 0
  service_user=www-data
  [ -z "$(conf_value service_user)" ] || service_user=$(conf_value service_user)
  id -u "$service_user" >/dev/null 2>&1 || die "the system user '$service_user' does not exist"
  [ "$(id -u "$service_user")" -ne 0 ] || die "service_user is root; the services want an unprivileged user"
  AS=(setsid --wait setpriv "--reuid=$service_user" "--regid=$(id -g "$service_user")" --init-groups -- "${clean[@]}")
}

as_service() { "${AS[@]}" "$@"; }

# The first COUNT bytes of a file in one of the service user's folders, read as that user: with its rights only, and
# never for long, whatever lies there. Nothing if it is no regular file.
service_file() {  # PATH COUNT
  [ -f "$1" ] || return 0
  as_service timeout 2 head -c "$2" -- "$1" 2>/dev/null | tr -d '\0' || true
}

program() { as_service "$executable" --config "$conf_file" "$@"; }

# The value of a key in the configuration: conf_value worker.database_user. Empty if there is none.
conf_value() {
  [ -e "$conf_file" ] || return 0
  value_in "$1" "$conf_file"
}

value_of() {  # KEY of the configuration, or its default
  local value
  value=$(conf_value "$1")
  [ -n "$value" ] || value=$(value_in "$1" <(program config --defaults))
  echo "$value"
}

value_in() {  # KEY FILE
  awk -v wanted="$1" '
    { sub(/#.*/, "") }
    /^[ \t]*\[.*\]/ { section = $0; gsub(/[][ \t]/, "", section); section = section "."; next }
    {
      at = index($0, "="); if (!at) next
      key = substr($0, 1, at - 1); value = substr($0, at + 1)
      gsub(/[ \t]/, "", key); gsub(/^[ \t]+|[ \t\r]+$/, "", value)
      if (section key == wanted) { print value; exit }
    }' "$2"
}

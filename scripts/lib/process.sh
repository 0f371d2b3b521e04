# shellcheck shell=bash
# Starting and ending processes. Each service leads a session of its own, and its pid file is written before it runs,
# so whatever is left of it can be found: the members of that session, each checked to be ours before it gets a signal.

spawned=()
declare -A log_begins=()

pid_of() {
  local pid
  pid=$(service_file "$run_dir/$1.pid" 20)
  [[ ! $pid =~ ^[1-9][0-9]{0,9}$ ]] || echo "$pid"
}

# A zombie counts as gone: pid 1 may reap it late.
is_alive() { [ -n "$1" ] && [ -r "/proc/$1/status" ] && ! grep -q '^State:[[:space:]]*Z' "/proc/$1/status" 2>/dev/null; }

command_line() { { tr '\0' ' ' <"/proc/$1/cmdline"; } 2>/dev/null || true; }

belongs_to_service() { [ "$(awk '/^Uid:/ { print $2 }' "/proc/$1/status" 2>/dev/null)" = "$(id -u "$service_user")" ]; }

is_ours() { [[ $(command_line "$1") == *"$mark"* ]] && belongs_to_service "$1"; }

is_running() {
  local pid
  pid=$(pid_of "$1")
  is_alive "$pid" && is_ours "$pid"
}

# Gone for a while, not only out of sight: nginx and mariadbd write their pid file anew as they start, and a process has
# no command line for a moment while it turns into another program.
has_ended() {
  local look
  [ -s "$run_dir/$1.pid" ] || return 1
  for look in 1 2 3 4; do
    if is_running "$1"; then return 1; fi
    sleep "0.$look"
  done
}

# The living processes of the service's session that are ours, the leader first. nginx's children carry a title without
# any path: they count if the leader is ours or gone.
members_of() {
  local leader pid
  leader=$(pid_of "$1")
  [[ $leader =~ ^[0-9]+$ ]] || return 0
  if is_alive "$leader" && ! is_ours "$leader"; then return 0; fi  # the number was given away again
  for pid in $(pgrep -u "$service_user" -s "$leader" || true); do
    if is_alive "$pid" && { is_ours "$pid" || [[ $(command_line "$pid") == "nginx: "* ]]; }; then echo "$pid"; fi
  done
}

signal() {  # SIGNAL PID...; by the service user: a forged pid file must not reach others' processes
  [ $# -lt 2 ] || as_service kill "-$1" "${@:2}" 2>/dev/null || true
}

wait_until_gone() {  # SERVICE SECONDS
  local end=$((SECONDS + $2))
  while [ -n "$(members_of "$1")" ]; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 0.05
  done
}

# Ends a service: its own gentle signal to the leader first, then whatever is left.
end_service() {  # SERVICE SIGNAL SECONDS
  if is_running "$1"; then
    signal "$2" "$(pid_of "$1")"
    wait_until_gone "$1" "$3" || true
  fi
  sweep "$1"
}

sweep() {
  local members
  mapfile -t members < <(members_of "$1")
  if [ ${#members[@]} -gt 0 ]; then
    signal TERM "${members[@]}"
    if ! wait_until_gone "$1" 5; then
      mapfile -t members < <(members_of "$1")
      signal KILL "${members[@]}"
      wait_until_gone "$1" 5 || say "$1: a process does not end: ${members[*]}"
    fi
  fi
  as_service rm -f -- "$run_dir/$1.pid"
}

stop_service() {
  case $1 in
    nginx) end_service "$1" QUIT 5 ;;
    workers*) end_service "$1" TERM 5 ;;
    jobs*) end_service "$1" TERM 35 ;;  # longer than a hanging sendmail may take
    mariadb) end_service "$1" TERM 30 ;;
  esac
}

# workers.new and workers.old-17 log where workers does.
log_of() { echo "$log_dir/${1%%.*}.log"; }

spawn() {  # SERVICE COMMAND...: in the background, output to its log
  local name=$1 log
  log=$(log_of "$1")
  shift
  spawned+=("$name")
  log_begins[$name]=$(as_service stat -c %s -- "$log" 2>/dev/null || echo 0)
  # shellcheck disable=SC2016  # expanded by the inner shell
  "${AS[@]}" env --default-signal=INT,QUIT setsid bash -c 'exec >>"$1" 2>&1; echo $$ >"$2.new" && mv "$2.new" "$2" && exec "${@:3}"' \
    "$name" "$log" "$run_dir/$name.pid" "$@" </dev/null >/dev/null 2>&1 3>&- 4>&- 9>&- &
}

# The end of its log, at most 100,000 bytes; of a service that was started just now only what was written since.
log_end() {
  local log size count
  log=$(log_of "$1")
  [ -f "$log" ] || return 0
  size=$(as_service stat -c %s -- "$log" 2>/dev/null || echo 0)
  count=$((size - ${log_begins[$1]:-0}))
  [ "$count" -le 100000 ] || count=100000
  [ "$count" -le 0 ] || as_service timeout 2 tail -c "$count" -- "$log" 2>/dev/null | tr -d '\0' || true
}

last_error() {  # SERVICE: the last line of its log that tells something
  local text
  text=$(log_end "$1" | grep -aiE 'error|emerg|fail|no space|abort' | tail -1 || true)
  [ -n "$text" ] || text=$(log_end "$1" | tail -n 1 || true)
  echo "${text:-see $(log_of "$1")}"
}

# shellcheck shell=bash
# The workers and jobs. What is new starts beside what runs, takes its place when it is ready, and what it replaced ends
# its work in peace; where the new does not start, nothing changes.
# The workers are multiwatch and its children on one socket. A new group gets a socket of its own, w.sock.new, which is
# renamed over w.sock: the web server connects by that path for each request, so every request finds either the old
# group or the new one. A NAME is workers or jobs; NAME.new is the one that starts, NAME.old-PID one that was replaced.

multiwatch=/usr/bin/multiwatch  # it looks for nothing in PATH, nor does spawn-fcgi

spawn_new() {  # NAME; so many workers as worker_count says
  if [ "$1" = jobs ]; then
    spawn jobs.new "$executable" --config "$conf_file" jobs
    return
  fi
  as_service rm -f -- "$run_dir/w.sock.new"
  # multiwatch's own limits would end the service after a few exits; without the close-poll setting libfcgi idles after
  # each reply; workers whose multiwatch was killed would be in the way.
  spawn workers.new env LIBFCGI_OS_CLOSE_POLL_TIMEOUT=0 spawn-fcgi -n -s "$run_dir/w.sock.new" -M 0660 -b 1024 -- \
    "$multiwatch" -f "$worker_count" -r 1000000 -t 10 -s TERM -- \
    /usr/bin/setpriv --pdeathsig TERM "$executable" --config "$conf_file" worker
}

# The processes that serve: multiwatch's children, or jobs itself; nothing while there is no pid file yet.
servers_of() {
  local leader
  leader=$(pid_of "$1")
  [ -n "$leader" ] || return 0
  if [[ $1 = jobs* ]]; then
    echo "$leader"
  elif [[ $(command_line "$leader") = "$multiwatch "* ]]; then
    pgrep -u "$service_user" -P "$leader" || true
  fi
}

# Workers and jobs catch SIGTERM from the moment on at which they have read everything and begin to serve. Their
# command line is looked at first: a child of multiwatch that is no worker yet has multiwatch's, and its signals.
is_ready() {  # PID
  local key value caught=0
  [[ $(command_line "$1") != "$multiwatch "* ]] || return 1
  while read -r key value; do
    [ "$key" != SigCgt: ] || caught=$value
  done 2>/dev/null <"/proc/$1/status" || return 1
  (((16#$caught >> 14) & 1))
}

count_ready() {
  local pid count=0
  for pid in $(servers_of "$1"); do
    if is_ready "$pid"; then count=$((count + 1)); fi
  done
  echo "$count"
}

# What has gone wrong with a service that is starting, if anything: a process that cannot start says so in the log, or
# ends without a word.
trouble_of() {  # NAME.new SERVER...
  local said pid
  said=$(log_end "$1" | grep -ao 'cannot start: .*' | tail -1 | sed 's/"[,}].*//' || true)  # log_format = json
  if [ -n "$said" ]; then
    echo "${said#cannot start: }"
    return
  fi
  for pid in "${@:2}"; do
    if ! is_alive "$pid"; then last_error "$1" && return; fi
  done
  if is_late || has_ended "$1"; then last_error "$1"; fi
}

wait_until_ready() {  # NAME.new; fails with the reason in `trouble`
  local wanted=1 known=() deadline=$((SECONDS + 20 < deadline ? SECONDS + 20 : deadline))
  [[ $1 = jobs* ]] || wanted=$worker_count
  until is_running "$1" && [ "$(count_ready "$1")" -ge "$wanted" ]; do
    trouble=$(trouble_of "$1" "${known[@]}")
    [ -z "$trouble" ] || return 1
    mapfile -t known < <(servers_of "$1")
    sleep 0.02
  done
}

# Starts each NAME anew, and lets all of them take over once all are ready.
renew() {  # NAME...
  local name trouble other
  for name; do spawn_new "$name"; done
  for name; do
    wait_until_ready "$name.new" && continue
    for other; do end_service "$other.new" TERM 5; done
    as_service rm -f -- "$run_dir/w.sock.new"
    die "the new $name cannot start, nothing has changed: $trouble"
  done
  for name; do take_over "$name"; done
}

# The socket comes first: from then on the group serves, and finish_take_over does the rest if this one is killed.
take_over() {  # NAME
  local leader
  leader=$(pid_of "$1")
  [ "$1" != workers ] || [ ! -e "$run_dir/w.sock.new" ] || as_service mv -fT -- "$run_dir/w.sock.new" "$run_dir/w.sock"
  [ -z "$leader" ] || as_service mv -f -- "$run_dir/$1.pid" "$run_dir/$1.old-$leader.pid"
  as_service mv -f -- "$run_dir/$1.new.pid" "$run_dir/$1.pid"
  spawned=("${spawned[@]/#"$1.new"/$1}")
  log_begins[$1]=${log_begins[$1.new]:-0}
}

# What a reload that was killed has left. Workers without w.sock.new have renamed it, or have not made it yet.
finish_take_over() {
  local name
  if is_running workers.new && [ -n "$(socket_of workers.new)" ] && [ ! -e "$run_dir/w.sock.new" ]; then take_over workers; fi
  if is_running jobs.new && [ ! -e "$run_dir/jobs.pid" ]; then take_over jobs; fi
  for name in workers jobs; do
    [ ! -e "$run_dir/$name.new.pid" ] || end_service "$name.new" TERM 5
  done
  end_replaced
}

replaced() {
  local file
  for file in "$run_dir"/*.old-*.pid; do
    [[ ! ${file##*/} =~ ^(workers|jobs)\.old-[0-9]+\.pid$ ]] || basename -- "$file" .pid
  done
}

# "socket:[INODE]", "" before spawn-fcgi has made it; its name is of no use, it stays what it was at bind(2).
socket_of() {  # SERVICE
  readlink "/proc/$(pid_of "$1")/fd/0" 2>/dev/null | grep '^socket:' || true
}

# How many connections wait in the queue of the group's socket. Fields are counted from the end: a path may hold blanks.
queue_of() {  # SERVICE
  ss -xlH | awk -v socket="$(socket_of "$1")" '"socket:[" $(NF - 2) "]" == socket { waiting = $3 } END { print waiting + 0 }'
}

# Old workers leave when nobody waits for them any more; twice, for a connection that was just on its way by the old
# path. Old jobs leaves with its last mail, which is not waited for: any number may run.
end_replaced() {
  local name quiet
  for name in $(replaced); do
    if ! is_running "$name"; then
      sweep "$name"
    elif [[ $name = workers* ]]; then
      for ((quiet = 0; quiet < 2; )); do
        sleep 0.02
        if [ "$(queue_of "$name")" -eq 0 ]; then quiet=$((quiet + 1)); else quiet=0; fi
        ! is_late || break
      done
      end_service "$name" TERM "$(seconds_left)"
    else
      signal TERM "$(pid_of "$name")"
      if wait_until_gone "$name" 1; then sweep "$name"; fi
    fi
  done
}

# Nobody else may listen where our group shall: found by the name it has had since bind(2), ours are gone by now.
check_socket() {
  local found process=""
  found=$(ss -xlpH | grep -F -e " $run_dir/w.sock " -e " $run_dir/w.sock.new ") || return 0  # all of it: pipefail
  [[ ! $found =~ pid=([0-9]+) ]] || process=" (process ${BASH_REMATCH[1]})"
  die "another program listens on $run_dir/w.sock$process: end it, or set another run_dir"
}

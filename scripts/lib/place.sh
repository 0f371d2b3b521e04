# shellcheck shell=bash
# Where the stack lives: STATE and its folders, and the program's files where the service user can read them.

# Folders of the service user, as pki is. Root opens nothing below them: a link or a FIFO there would lead it anywhere.
private="run log tmp db secret mail"
layout="db lock log mail pki program run secret tmp certportal.conf nginx.conf sendmail settings clock-offset
demo-accounts.txt demo-done demo-pki demo-pki.log"

# The nearest parent of STATE that exists.
nearest_parent() {
  local folder
  folder=$(dirname -- "$STATE")
  while [ ! -d "$folder" ]; do folder=$(dirname -- "$folder"); done
  echo "$folder"
}

# What the shared parts want to know (common.sh). Every argument that holds STATE does so with a slash behind it, so
# /srv/a never matches /srv/ab.
use_state() {
  run_dir=$STATE/run
  log_dir=$STATE/log
  conf_file=$STATE/certportal.conf
  executable=$STATE/program/certportal
  mark=$STATE/
  choose_service_user
}

resolve_state() {
  [ "$STATE_GIVEN" = yes ] || STATE=$root/$STATE
  STATE=$(realpath -m -- "$STATE")
  use_state
  if ! as_service test -x "$(nearest_parent)"; then
    local reachable=/var/lib/certportal-$PORT
    [ "$STATE_GIVEN" = no ] || die "STATE $STATE lies where $service_user cannot go; use STATE=$reachable"
    [ "$command" = stop ] || [ "$command" = status ] || say "$service_user cannot reach $STATE; using STATE=$reachable"
    STATE=$reachable
    use_state
  fi
  [ ${#STATE} -le 90 ] || die "STATE is ${#STATE} characters long, a unix socket's path allows 90: $STATE"
  [[ $STATE =~ ^[A-Za-z0-9/._+@-]+$ ]] || die "STATE may hold letters, digits and / . _ + @ - only: $STATE"
}

# STATE becomes 0755: a folder that holds other things is none of ours. Root takes over only an empty one.
check_state_is_ours() {
  local entry
  [ -e "$STATE" ] || return 0
  [ -d "$STATE" ] || die "STATE is not a folder: $STATE"
  while read -r entry; do
    [[ " ${layout//$'\n'/ } " == *" ${entry%.new} "* ]] || die "STATE holds something else already ($entry); use a folder of its own: $STATE"
  done < <([ -e "$STATE/settings" ] || ls -A -- "$STATE")
  [ "$(id -u)" -ne 0 ] || [ -n "$(ls -A -- "$STATE")" ] || chown -h root: -- "$STATE"
  check_owner
}

check_owner() {
  local owner
  owner=$(stat -c %U -- "$STATE")
  [ "$owner" = "$(id -un)" ] || die "STATE belongs to $owner: run make as $owner, or use another STATE: $STATE"
}

# Who could write to STATE before it became ours may have left something for us to follow.
check_entries_are_ours() {
  local foreign name exempt=()
  [ ! -e "$STATE/settings" ] || return 0
  for name in $private pki db.new; do exempt+=(! -name "$name"); done
  foreign=$(find "$STATE" -mindepth 1 -maxdepth 1 ! -user "$(id -un)" "${exempt[@]}" -printf '%f ')
  [ -z "$foreign" ] || die "somebody else put something into STATE ($foreign): use another STATE: $STATE"
}

make_folder() {  # NAME OPTION... of install
  local folder=$STATE/$1
  if [ -L "$folder" ] || { [ -e "$folder" ] && [ ! -d "$folder" ]; }; then die "$folder is not a folder, or a link to one: remove it"; fi
  install -d "${@:2}" -- "$folder"
}

check_space() {
  local needed=$1 free
  free=$(df --output=avail -m -- "$(nearest_parent)" | tail -1 | tr -d ' ')
  [ ! -d "$STATE" ] || free=$(df --output=avail -m -- "$STATE" | tail -1 | tr -d ' ')
  [ "$free" -ge "$needed" ] || die "the disk of STATE is full: $free MB free, $needed needed: $STATE"
}

make_folders() {
  check_state_is_ours
  if [ -d "$STATE/db/mysql" ]; then check_space 16; else check_space 160; fi
  mkdir -p -m 755 -- "$STATE" 2>/dev/null || die "$(id -un) cannot make the folder STATE: $STATE"
  chmod 755 -- "$STATE"
  check_entries_are_ours
  local owner=() name found
  [ "$(id -u)" -ne 0 ] || owner=(-o "$service_user" -g "$(id -gn "$service_user")")
  for name in $private; do make_folder "$name" -m 700 "${owner[@]}"; done
  make_folder pki -m 755 "${owner[@]}"  # jobs writes it, everybody reads it
  make_folder program -m 755
  (cd -- "$STATE" && as_service install -d -m 700 mail/tmp mail/new) 2>/dev/null || die "$service_user cannot make folders in $STATE/mail"
  found=$(stat -c %U -- "$STATE/db/mysql" 2>/dev/null || echo "$service_user")
  [ "$found" = "$service_user" ] || die "the database in $STATE belongs to $found, not to $service_user"
}

service_can_read() {
  local path unreadable
  for path; do
    unreadable=$(as_service find "$path" ! -readable -print -quit 2>&1) || return 1
    [ -z "$unreadable" ] || return 1
  done
}

# STATE/program holds links to the program and its files or, where the service user cannot reach those, copies. So
# certportal.conf and nginx.conf name the same paths in both cases.
place_program() {
  local from=("$build/certportal" "$build/templates" "$build/static" "$root/nginx/errors") path
  for path in "${from[@]}"; do [ -e "$path" ] || die "$path is missing: run make first"; done
  if service_can_read "${from[@]}" && as_service test -x "$build/certportal"; then
    for path in "${from[@]}"; do place_link "$path" "$STATE/program/${path##*/}"; done
  else
    for path in "${from[@]}"; do place_copy "$path" "$STATE/program/${path##*/}"; done
  fi
}

place_link() {
  [ -L "$2" ] || rm -rf -- "$2"
  [ "$(readlink -- "$2" || true)" = "$1" ] || ln -sfnT -- "$1" "$2"
}

# Running workers keep the program that they were started from; files are replaced one by one.
place_copy() {
  [ ! -L "$2" ] || rm -f -- "$2"
  if [ -f "$1" ]; then
    cmp -s -- "$1" "$2" || { cp -- "$1" "$2.new" && chmod 755 "$2.new" && mv -- "$2.new" "$2"; }
  else
    cp -rT --remove-destination -- "$1" "$2"
    chmod -R a+rX -- "$2"
  fi
}

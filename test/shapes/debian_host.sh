#!/bin/bash
# debian_host.sh FOLDER: this system once more, as a host of its own that leaves nothing behind: an overlay over /, with
# its own network and processes. In it runs the stand-in for systemd; whoever ends that ends the host.
set -euo pipefail
folder=$1
here=$(dirname -- "$(realpath -- "$0")")
root=$folder/root

mount --make-rprivate /
mount -t tmpfs -o mode=755 tmpfs "$folder"
mkdir "$folder/upper" "$folder/work" "$root"
mount -t overlay -o "lowerdir=/,upperdir=$folder/upper,workdir=$folder/work" overlay "$root"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
for name in tmp var/tmp; do mount -t tmpfs -o mode=1777 tmpfs "$root/$name"; done
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mkdir -p "$root/run/systemd/system" "$root/run/lock"
python3 - <<'PYTHON'
import fcntl, socket, struct
with socket.socket() as any_socket:  # lo comes up
    fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh14x", b"lo", 1))
PYTHON

echo '127.0.0.1 localhost portal.example.org' >"$root/etc/hosts"
printf '#!/bin/sh\nexit 0\n' >"$root/usr/sbin/policy-rc.d"
rm -f "$root/usr/bin/systemctl" "$root/usr/bin/systemd-tmpfiles"
install -m 755 "$here/systemctl" "$root/usr/bin/systemctl"
# The real one would go over the folders of the whole system.
cat >"$root/usr/bin/systemd-tmpfiles" <<'SH'
#!/bin/sh
[ "$*" = "--create certportal.conf" ] || exit 1
grep '^d ' /usr/lib/tmpfiles.d/certportal.conf | while read -r _ path mode user group _; do
  install -d -m "$mode" -o "$user" -g "$group" "$path" || exit 1
done
SH
chmod 755 "$root/usr/bin/systemd-tmpfiles"
cat >"$root/usr/bin/journalctl" <<'SH'
#!/bin/sh
tail -n 1 "/var/log/stand-in/${1#--unit=}"
SH
exec chroot "$root" /usr/bin/systemctl --manager

#!/usr/bin/env bash
# The board's root file system, Debian 12 for arm64: packages unpacked, none of their scripts run.
#   root.sh FOLDER    once
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$1
[ ! -f "$root.ready" ] || exit 0
rm -rf "$root"
packages=base-files,base-passwd,bash,coreutils,dash,libc-bin,libgcc-s1,util-linux,mount,passwd,login,grep,sed,mawk,findutils,procps
packages+=,systemd,systemd-sysv,udev,kmod,busybox-static,mosquitto,mosquitto-clients,netbase,iproute2
mmdebstrap --quiet --arch=arm64 --variant=extract --mode=root --components=main --aptopt='APT::Install-Recommends "false"' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --include="$packages" bookworm "$root" "$(bash "$here/mirror.sh")"
cp "$root/usr/share/base-passwd/passwd.master" "$root/etc/passwd"
cp "$root/usr/share/base-passwd/group.master" "$root/etc/group"
echo board > "$root/etc/hostname"
: > "$root/etc/machine-id"
ln -sf mawk "$root/usr/bin/awk"
: > "$root/etc/fstab"
touch "$root.ready"

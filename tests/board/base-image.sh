#!/usr/bin/env bash
# The disk that the board boots from: root file system, modules, and one unit that unpacks the second disk and runs its checks.
#   base-image.sh KERNEL-FOLDER ROOT-FOLDER OUT-FOLDER    once; OUT-FOLDER then holds disk.img and initrd
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
kernel=$(cd "$1" && pwd)
root=$(cd "$2" && pwd)
out=$(mkdir -p "$3" && cd "$3" && pwd)
[ ! -f "$out/ready" ] || exit 0
version=$(cat "$kernel/version")
modules_of() { for name; do modprobe -d "$kernel/unpacked" -S "$version" --show-depends "$name" | awk '$1 == "insmod" { print $2 }'; done; }

# Without its packages' scripts the root may not have /lib merged into /usr yet.
[ -L "$root/lib" ] && merged=$root/usr || merged=$root
for file in $(modules_of gpio-sim i2c-registers pwm-memory i2c-dev configfs | sort -u); do
    install -D -m 644 "$file" "$merged${file#"$kernel/unpacked"}"
done
cp "$kernel/unpacked/lib/modules/$version"/modules.{builtin,builtin.modinfo,order} "$merged/lib/modules/$version/"
depmod -b "$merged" "$version"

install -m 644 "$here/board-checks.service" "$root/etc/systemd/system/"
mkdir -p "$root/etc/systemd/system/multi-user.target.wants"
ln -sf ../board-checks.service "$root/etc/systemd/system/multi-user.target.wants/"
ln -sf /lib/systemd/system/multi-user.target "$root/etc/systemd/system/default.target"
# What a board without a person at it does not need, and what would only cost emulated seconds.
for unit in getty@tty1 serial-getty@ttyAMA0 systemd-logind systemd-timesyncd systemd-hwdb-update ldconfig systemd-journal-catalog-update \
    systemd-update-done systemd-random-seed systemd-pstore e2scrub_reap mosquitto; do
    ln -sf /dev/null "$root/etc/systemd/system/$unit.service"
done
rm -f "$out/disk.img"
mke2fs -q -t ext4 -d "$root" "$out/disk.img" 1G

# A first root in memory: loads what reaches the disk, then gives way to it.
first=$out/first
rm -rf "$first"
mkdir -p "$first"/{dev,proc,sys,disk,modules}
cp "$root/bin/busybox" "$first/busybox"
number=10
for file in $(modules_of virtio_pci virtio_blk crc32c_generic ext4); do
    cp "$file" "$first/modules/$number-$(basename "$file")"
    number=$((number + 1))
done
install -m 755 "$here/first-init.sh" "$first/init"
(cd "$first" && find . | cpio -o -H newc --quiet) | gzip -1 > "$out/initrd"
rm -rf "$first"
touch "$out/ready"

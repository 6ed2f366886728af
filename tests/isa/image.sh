#!/usr/bin/env bash
# A CD that boots Debian's kernel with nothing but the parity program in its first file system: image.sh WORK SEED CASES -> WORK/boot.iso
set -euo pipefail
work=$1 seed=$2 cases=$3
program=$work/program/KernelParity
root=$work/root
disc=$work/disc
rm -rf "$root" "$disc"
mkdir -p "$root"/{bin,proc,dev,tmp} "$disc"

if ! [ -e "$work/vmlinuz" ]; then
    package=$(apt-cache depends linux-image-cloud-amd64 | sed -n 's/^ *Depends: \(linux-image-.*\)/\1/p' | head -1)
    mkdir -p "$work/kernel"
    (cd "$work/kernel" && apt-get -o APT::Sandbox::User=root download "$package" && dpkg-deb -x "$package"_*.deb .)
    cp "$work"/kernel/boot/vmlinuz-* "$work/vmlinuz"
    rm -r "$work/kernel"
fi

cp /bin/busybox "$root/bin/busybox"
ln -s busybox "$root/bin/sh"
cp "$program" "$root/parity"
ldd "$program" | grep -o '/lib[^ ]*' | while read -r library; do
    mkdir -p "$root$(dirname "$library")"
    cp -L "$library" "$root$library"
done
cat > "$root/init" <<INIT
#!/bin/sh
busybox mount -t proc proc /proc
busybox mount -t devtmpfs dev /dev
exec > /dev/ttyS0 2>&1
/parity $seed $cases
echo PARITY \$?
# The kernel's last messages push what waits in the emulated port's buffer.
busybox sleep 1
busybox poweroff -f
INIT
sed -i '2i export PATH=/bin DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1' "$root/init"
chmod +x "$root/init"
(cd "$root" && find . | cpio -o -H newc --quiet | gzip -1) > "$disc/initrd"

cp "$work/vmlinuz" "$disc/"
cp /usr/lib/ISOLINUX/isolinux.bin /usr/lib/syslinux/modules/bios/ldlinux.c32 "$disc/"
# 321, 323 and 515 are XSAVEC, XSAVES and PKU: Bochs 2.7 tells wrong sizes of their state, and Linux then gives up AVX altogether.
cat > "$disc/isolinux.cfg" <<CONFIG
default linux
prompt 0
timeout 1
label linux
 kernel vmlinuz
 append initrd=initrd console=ttyS0 quiet mitigations=off clearcpuid=321,323,515 tsc=reliable no_timer_check lpj=1000000
CONFIG
genisoimage -quiet -o "$work/boot.iso" -b isolinux.bin -c boot.cat -no-emul-boot -boot-load-size 4 -boot-info-table "$disc"

#!/usr/bin/env bash
# The board's kernel and the drivers that Debian does not build: gpio-sim (out of the kernel's own sources), i2c-registers and pwm-memory (ours).
#   kernel.sh FOLDER    once; FOLDER then holds vmlinuz, version and a module tree for modprobe -d
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$(mkdir -p "$1" && cd "$1" && pwd)
[ ! -f "$out/ready" ] || exit 0
rm -rf "${out:?}"/*
mirror=$(bash "$here/mirror.sh")

# A package list of its own, for the board's architecture; the machine's lists are not touched.
mkdir -p "$out/apt/lists/partial" "$out/debs" "$out/unpacked" "$out/build"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror bookworm main" > "$out/apt/sources.list"
arm64=(-q -o APT::Architecture=arm64 -o APT::Architectures=arm64 -o "Dir::State::Lists=$out/apt/lists" -o Dir::State::status=/dev/null
    -o "Dir::Etc::SourceList=$out/apt/sources.list" -o Dir::Etc::SourceParts=/dev/null -o APT::Sandbox::User=root)
apt-get "${arm64[@]}" -o APT::Update::Error-Mode=any update || exit 75
image=$(apt-cache "${arm64[@]}" depends linux-image-arm64:arm64 | awk '/Depends: linux-image-/ { print $2; exit }')
image=${image%:arm64}
version=${image#linux-image-}
(
    cd "$out/debs"
    apt-get "${arm64[@]}" download "$image:arm64" "linux-headers-$version:arm64" "linux-headers-${version%-arm64}-common" linux-source-6.1
    apt-get -q -o APT::Sandbox::User=root download linux-kbuild-6.1 # runs here, not on the board
)
for package in "$out"/debs/*.deb; do dpkg-deb -x "$package" "$out/unpacked"; done

headers=$out/unpacked/usr/src/linux-headers-$version
sed -i "s#/usr/src/#$out/unpacked/usr/src/#" "$headers/Makefile"
tar -C "$out/build" --strip-components=1 -xf "$out/unpacked/usr/src/linux-source-6.1.tar.xz" \
    linux-source-6.1/drivers/gpio/gpio-sim.c linux-source-6.1/drivers/gpio/gpiolib.h linux-source-6.1/kernel/irq/irq_sim.c
mkdir "$out/modules"
cp "$here"/modules/* "$out/build/drivers/gpio/gpiolib.h" "$out/modules/"
cp "$out/build/drivers/gpio/gpio-sim.c" "$out/modules/gpio-sim-core.c"
# gpio-sim's interrupts come from irq_sim, which Debian's kernel lacks too; irq_to_desc, which that calls, is not exported to modules.
sed 's/handle_simple_irq(irq_to_desc(\(.*\)));/generic_handle_irq(\1);/' "$out/build/kernel/irq/irq_sim.c" > "$out/modules/irq_sim.c"
make -s -C "$headers" ARCH=arm64 CROSS_COMPILE=aarch64-linux-gnu- "M=$out/modules" modules

tree=$out/unpacked/lib/modules/$version
mkdir -p "$tree/extra"
for module in gpio-sim i2c-registers pwm-memory; do aarch64-linux-gnu-strip -g -o "$tree/extra/$module.ko" "$out/modules/$module.ko"; done
depmod -b "$out/unpacked" "$version"
cp "$out/unpacked/boot/vmlinuz-$version" "$out/vmlinuz"
echo "$version" > "$out/version"
rm -rf "$out/apt" "$out/debs" "$out/build" "$out/unpacked/usr"
touch "$out/ready"

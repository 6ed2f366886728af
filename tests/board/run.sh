#!/usr/bin/env bash
# The whole service on a whole board: boots an emulated ARM64 Debian with systemd, installs the published service with its unit, its udev
# rules and its groups, wires a pin header to it and checks what it does there (checks/). Runs as root, which making a root file system
# takes; installs the Debian packages that it needs.
#   tests/board/run.sh [CPU]     cortex-a53, cortex-a72 (default) or cortex-a76
# Leaves artifacts/board/board.log. Ends with 77 where it may not run, with 75 where the Debian mirror does not answer.
set -euo pipefail
[ "$(id -u)" -eq 0 ] || { echo "tests/board/run.sh runs as root: sudo bash tests/board/run.sh" >&2; exit 77; }
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
cpu=${1:-cortex-a72}
work=artifacts/board
log=$work/board.log
mkdir -p "$work"
rm -f "$log"
say() { printf '%4d s  %s\n' $SECONDS "$*"; }

bash tools/install.sh mmdebstrap qemu-system-arm gcc-aarch64-linux-gnu libc6-dev make kmod cpio e2fsprogs xz-utils clang lld

say "publish the service"
dotnet publish src/EdgeRuntime.Host -p:PublishProfile=linux-arm64 -nologo -v quiet
say "pack the models"
dotnet build tools/EdgeTool -c Release -nologo -v quiet
payload=$work/payload
rm -rf "$payload"
bash "$here/payload.sh" "$payload"
tar -C "$payload" --owner=0 --group=0 -cf "$work/payload.tar" .

say "the kernel and its modules"
bash "$here/kernel.sh" "$work/kernel" > "$work/kernel.log" 2>&1 || { status=$?; tail -20 "$work/kernel.log"; exit $status; }
say "the root file system"
bash "$here/root.sh" "$work/root" > "$work/root.log" 2>&1 || { tail -20 "$work/root.log"; exit 1; }
bash "$here/base-image.sh" "$work/kernel" "$work/root" "$work/base"

say "boot a $cpu"
status=0
timeout 1500 qemu-system-aarch64 -M virt -cpu "$cpu" -smp 2 -m 1024 -accel tcg,thread=multi -nographic -no-reboot -nic none -monitor none \
    -kernel "$work/kernel/vmlinuz" -initrd "$work/base/initrd" -append "console=ttyAMA0 quiet loglevel=3 systemd.show_status=0" \
    -drive "file=$work/base/disk.img,if=virtio,format=raw,snapshot=on" -drive "file=$work/payload.tar,if=virtio,format=raw,readonly=on" \
    < /dev/null > "$log" 2>&1 || status=$?
sed -i 's/\r//g' "$log"
grep -E '\] (==|ok|FAIL|BOARD)' "$log" || true
say "the board ended with status $status; all it said is in $log"
[ $status -eq 0 ] && grep -qE 'BOARD [1-9][0-9]* ok, 0 failed' "$log"

#!/usr/bin/env bash
# Compares the AVX-512 kernels with the reference on a machine that has no AVX-512: boots Linux in Bochs, which emulates a processor that
# does, and runs the published parity program there on random steps. Byte for byte; says nothing of speed. Installs the Debian packages
# that it needs, so it runs as root.
#   tests/isa/run.sh [CASES [SEED]]     cases for each operator (default 60), seed of the first
# Leaves artifacts/isa/isa.log. Ends with 77 where it may not run.
set -euo pipefail
[ "$(id -u)" -eq 0 ] || { echo "tests/isa/run.sh installs packages: sudo bash tests/isa/run.sh" >&2; exit 77; }
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
cases=${1:-60}
seed=${2:-1}
work=$PWD/artifacts/isa
mkdir -p "$work"
say() { printf '%4d s  %s\n' $SECONDS "$*"; }

bash tools/install.sh bochs bochsbios vgabios bochs-term busybox-static cpio genisoimage isolinux syslinux-common bsdutils clang lld zlib1g-dev

say "publish the parity program with AVX-512"
dotnet publish tests/Published.Tests/KernelParity -c Release -r linux-x64 -p:IlcInstructionSet=x86-64-v4 -o "$work/program" -nologo -v quiet
say "the boot image"
bash "$here/image.sh" "$work" "$seed" "$cases" > "$work/image.log" 2>&1 || { tail -20 "$work/image.log"; exit 1; }

log=$work/isa.log
rm -f "$log"
sed "s#@WORK@#$work#" "$here/bochsrc" > "$work/bochsrc"
echo continue > "$work/commands"
say "boot, then $cases cases of each operator from seed $seed"
# Bochs wants a terminal for its screen; the results leave by the serial port.
TERM=xterm script -qec "timeout 3000 bochs -q -f '$work/bochsrc' -rc '$work/commands'" /dev/null < /dev/null > "$work/screen.log" 2>&1 || true
sed -i 's/\r//g' "$log"
grep -aE '^cpu |OK [0-9]+$|DIFFERS|^PARITY' "$log" || true
grep -aq '^cpu .*Avx512BW' "$log" || { echo "the emulated processor shows no AVX-512: see $log and $work/screen.log" >&2; exit 1; }
say "all of it is in $log"
grep -aq '^PARITY 0$' "$log"

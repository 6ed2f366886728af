#!/usr/bin/env bash
# Runs on the board, as root: every file of checks/ in order. Lines that begin with "ok" or "FAIL" are the result.
export SYSTEMD_COLORS=0
cd "$(dirname "$0")" || exit 1
. ./reporting.sh
. ./wires.sh
for file in checks/*.sh; do
    say "== $(sed -n '2s/^# //p' "$file")"
    # shellcheck source=/dev/null
    . "./$file"
done
finish

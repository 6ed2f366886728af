#!/usr/bin/env bash
# What the service must hold for hours, on the published binary of this machine: each run prints a table and fails when a goal is missed.
#   tests/soak/run.sh [storm] [cycles] [swaps] [kills] [jitter] [idle] [broker]     all of them by default: about an hour
# SOAK_SCALE=0.01 makes every run shorter by that factor, to try it out. SOAK_MQTT=mqtt://HOST:PORT has the decisions of "cycles" published, too.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1
. tests/soak/service.sh
. tests/soak/table.sh
runs=("$@")
[ ${#runs[@]} -gt 0 ] || runs=(storm cycles swaps kills jitter idle broker)
build_all || exit 1
missed=0
for name in "${runs[@]}"; do
    [ -f "tests/soak/runs/$name.sh" ] || { echo "There is no run '$name'; runs: $(basename -s .sh tests/soak/runs/*.sh | xargs)" >&2; exit 64; }
    (
        table_begin "$(sed -n '2s/^# //p' "tests/soak/runs/$name.sh")"
        trap stop_service EXIT
        . "tests/soak/runs/$name.sh"
        table_end
    ) || missed=$((missed + 1))
done
echo "soak: $((${#runs[@]} - missed)) held, $missed missed"
[ $missed -eq 0 ]

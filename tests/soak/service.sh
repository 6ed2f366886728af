# The published service with a line that a program pulls: built once, started and stopped by every run.
soak=$PWD/artifacts/soak
edgeruntime=$PWD/artifacts/linux-$([ "$(uname -m)" = aarch64 ] && echo arm64 || echo x64)/edgeruntime
drive=$soak/drive
edgetool() { dotnet tools/EdgeTool/bin/Release/net10.0/edgetool.dll "$@"; }

build_all() {
    rm -rf "$soak"
    mkdir -p "$soak"
    gcc -O2 -Wall -Wextra -o "$drive" tests/soak/drive.c &&
        dotnet publish src/EdgeRuntime.Host -p:PublishProfile="$(basename "$(dirname "$edgeruntime")")" -nologo -v quiet &&
        dotnet build tools/EdgeTool -c Release -nologo -v quiet &&
        edgetool pack firmware-configs/models/gestures.onnx -o "$soak/first.edge" > "$soak/pack.log"
}

# application MODEL-SECTION [FURTHER-ACTUATORS]: the pipeline of all runs, whose sensor never changes and whose answers go to a pipe.
application() {
    cat << END
{
  "name": "soak",
  "model": $1,
  "sensor": { "kind": "synthetic", "channels": 6, "sampleRateHz": 200, "frequencyHz": 0 },
  "trigger": { "kind": "gpio", "through": "pipe", "file": "edges" },
  "decision": { "threshold": 0, "hysteresis": 0, "debounce": 1 },
  "realtime": { "priority": 40 },
  "actuators": [{ "kind": "jsonLines", "when": "every" }${2:-}]
}
END
}

# start_service OUTPUT [LOG] < application: starts it and waits until its window is full. OUTPUT takes the answers; a pipe wants a reader.
start_service() {
    rm -f "$soak/edges" "$soak/status.sock"
    mkfifo "$soak/edges"
    cat > "$soak/soak.json"
    "$edgeruntime" run --config "$soak/soak.json" --status "$soak/status.sock" > "$1" 2> "${2:-$soak/service.log}" &
    service=$!
    local tries
    for ((tries = 0; tries < 300; tries++)); do
        [ "$(metric edgeruntime_frames_total 2> /dev/null || echo 0)" -ge 500 ] 2> /dev/null && return
        kill -0 $service 2> /dev/null || break
        sleep 0.1
    done
    echo "The service did not start:" >&2
    [ -n "${2:-}" ] || cat "$soak/service.log" >&2
    exit 1
}

stop_service() {
    [ -n "${service:-}" ] && kill -TERM "$service" 2> /dev/null && wait "$service"
    service=
}

# metric NAME [LABEL]: the number behind a metric's name now.
metric() {
    "$edgeruntime" status --metrics --status "$soak/status.sock" |
        awk -v name="$1" -v label="${2:-}" '(index($0, name "{") == 1 || index($0, name " ") == 1) && index($0, label) { print $NF; exit }'
}

# Threads take managed memory in pieces of 8 KB, so that a count of bytes is true to some of them.
resolution=32768

# What asking for the metrics itself allocates, bytes; out of ten times. Asked after what is measured: it fills the youngest generation.
cost_of_asking() {
    local before i
    before=$(metric dotnet_allocated_bytes_total)
    for ((i = 0; i < 9; i++)); do metric dotnet_allocated_bytes_total > "$soak/ask"; done
    calc "($(metric dotnet_allocated_bytes_total) - $before) / 10"
}

rss_kb() { awk '/^VmRSS/ { print $2 }' "/proc/$service/status"; }

# Thread, nanoseconds that it ran, times that it woke: a line for each. Threads come and go, so what they did is told apart by thread.
threads() { for task in "/proc/$service"/task/*; do echo "${task##*/} $(cut -d' ' -f1 "$task/schedstat") $(awk '/^voluntary_ctxt_switches/ { print $2 }' "$task/status")"; done; }
# since COLUMN BEFORE AFTER: what the threads of the second list did that the first does not know of.
since() { awk -v column="$1" 'NR == FNR { before[$1] = $column; next } { sum += $column - before[$1] } END { print sum + 0 }' "$2" "$3"; }
now_s() { cut -d' ' -f1 /proc/uptime; }

# rest_rows SECONDS PERCENT: leaves the service alone for so long.
rest_rows() {
    local started rested
    threads > "$soak/threads-before"
    started=$(now_s)
    sleep "$1"
    rested=$(calc "$(now_s) - $started")
    threads > "$soak/threads-after"
    row "seconds at rest" "$rested"
    row "wakes per second" "$(calc "$(since 3 "$soak/threads-before" "$soak/threads-after") / $rested")"
    goal "processor time, percent of one core" "$(calc "$(since 2 "$soak/threads-before" "$soak/threads-after") / 1e7 / $rested")" "<=" "$2"
}

# quantile FILE SHARE: of numbers, one to a line.
quantile() { sort -g "$1" | awk -v share="$2" '{ v[NR] = $1 } END { i = int(share * NR + 0.999999); print v[i < 1 ? 1 : i] }'; }

# Collections of an older generation than the youngest, so far.
older_collections() { calc "$(metric dotnet_collections_total 'generation="1"') + $(metric dotnet_collections_total 'generation="2"')"; }

# allocation_rows OLDER: the rows that every run ends with. Nothing was allocated by the pipeline, and nothing but the youngest generation
# collected since OLDER was counted: what the start left is not the run's.
allocation_rows() {
    goal "bytes that the pipeline's thread allocated" "$(metric edgeruntime_thread_allocated_bytes_total)" "=" 0
    goal "collections of generations 1 and 2" "$(calc "$(older_collections) - $1")" "=" 0
    goal "faults that the pipeline caught" "$(metric edgeruntime_faults_total)" "=" 0
}

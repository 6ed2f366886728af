#!/usr/bin/env bash
# Trigger to decision beside a C program's timer, in turns of one period on the same machine, on one processor and on any
period_us=2000
inference_us=$("$edgeruntime" self-test "$soak/first.edge" --repeat 20000 | awk '/inferences,/ { for (i = 1; i <= NF; i++) if ($i == "us") print $(i - 1) }')
row "inference alone, us" "$inference_us"

# jitter_rows PLACE CPUS [TASKSET]: CPUS goes into the realtime section of the service, TASKSET before the program that pulls the line.
jitter_rows() {
    local place=$1 cpus=$2
    shift 2
    rm -f "$soak/answers"
    mkfifo "$soak/answers"
    exec 5<> "$soak/answers"
    # The C program locks its memory, too.
    start_service "$soak/answers" < <(application '{ "file": "first.edge" }' | sed "s/\"priority\": 40/&, $cpus\"lockMemory\": true/")
    "$@" "$drive" jitter "$soak/edges" "$(scaled 15000)" $period_us "$soak/timer-$place.us" < "$soak/answers" > "$soak/decisions-$place.us"
    row "$place: decisions" "$(wc -l < "$soak/decisions-$place.us")"
    row "$place: longest wake that the kernel permits itself, us" "$(od -An -td4 /dev/cpu_dma_latency | tr -d ' ')"
    for share in 0.5 0.99 0.999; do
        row "$place: trigger to decision p$(calc "100 * $share"), us" "$(quantile "$soak/decisions-$place.us" $share)"
        row "$place: C timer's lateness p$(calc "100 * $share"), us" "$(quantile "$soak/timer-$place.us" $share)"
    done
    goal "$place: ratio of p99.9, the inference's own time left out" \
        "$(calc "($(quantile "$soak/decisions-$place.us" 0.999) - $inference_us) / $(quantile "$soak/timer-$place.us" 0.999)")" "<=" 2
    row "$place: triggers that came while one waited" "$(metric edgeruntime_trigger_overruns_total)"
    exec 5>&-
    stop_service
}

# As after a board's interrupt, what pulls the line and what waits for it share a processor; or they run where the system puts them, and a
# trigger includes waking the other processor.
cpu=$(($(nproc) - 1))
jitter_rows one "\"cpus\": [$cpu], " taskset -c $cpu
jitter_rows any ""

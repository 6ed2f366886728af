#!/usr/bin/env bash
# Trigger to decision beside a C program's timer, in turns of some seconds on the same machine
rm -f "$soak/answers"
mkfifo "$soak/answers"
exec 5<> "$soak/answers"
# As after a board's interrupt, what pulls the line and what waits for it share a processor; with SOAK_CPUS=any they run where the system
# puts them, and a trigger includes waking a processor that sleeps. The C program locks its memory, too.
cpu=$(($(nproc) - 1))
cpus=(taskset -c "$cpu")
placed="\"cpus\": [$cpu], "
[ "${SOAK_CPUS:-one}" = one ] || { cpus=(); placed=; }
start_service "$soak/answers" < <(application "{ \"file\": \"first.edge\" }" | sed "s/\"priority\": 40/&, $placed\"lockMemory\": true/")
period_us=2000
each=$(scaled 5000)
: > "$soak/ours.us"
: > "$soak/baseline.us"
for ((turn = 0; turn < 6; turn++)); do
    "${cpus[@]}" "$drive" baseline "$each" $period_us >> "$soak/baseline.us"
    "${cpus[@]}" "$drive" paced "$soak/edges" "$each" $period_us < "$soak/answers" >> "$soak/ours.us"
done
inference_us=$("$edgeruntime" self-test "$soak/first.edge" --repeat 20000 | awk '/inferences,/ { for (i = 1; i <= NF; i++) if ($i == "us") print $(i - 1) }')
row "decisions" "$(wc -l < "$soak/ours.us")"
row "inference alone, us" "$inference_us"
for share in 0.5 0.99 0.999; do
    row "trigger to decision p$(calc "100 * $share"), us" "$(quantile "$soak/ours.us" $share)"
    row "C timer's lateness p$(calc "100 * $share"), us" "$(quantile "$soak/baseline.us" $share)"
done
goal "ratio of p99.9, the inference's own time left out" \
    "$(calc "($(quantile "$soak/ours.us" 0.999) - $inference_us) / $(quantile "$soak/baseline.us" 0.999)")" "<=" 2
row "triggers that came while one waited" "$(metric edgeruntime_trigger_overruns_total)"
exec 5>&-
stop_service

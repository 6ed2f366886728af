#!/usr/bin/env bash
# At rest it costs little memory and next to no time
run_ms() { awk '{ sum += $1 } END { print sum / 1e6 }' "/proc/$(main_pid)"/task/*/schedstat; }
wakes() { awk '/^voluntary_ctxt_switches/ { sum += $2 } END { print sum }' "/proc/$(main_pid)"/task/*/status; }
rss_kb() { awk '/^VmRSS/ { print $2 }' "/proc/$(main_pid)/status"; }
say "$(grep -E '^(VmRSS|VmHWM|RssAnon|Threads)' "/proc/$(main_pid)/status" | tr -s '\t\n' ' ')"
check "40 MB of memory at most" at_most 40960 "$(rss_kb)"
sleep 3 # the model is confirmed by now, which is watched more closely before
before_ms=$(run_ms)
before_wakes=$(wakes)
started=$(uptime_s)
sleep 20
used_ms=$(awk -v a="$before_ms" -v b="$(run_ms)" 'BEGIN { print b - a }')
woken=$(($(wakes) - before_wakes))
rested=$(awk -v a="$started" -v b="$(uptime_s)" 'BEGIN { print b - a }')
say "in $rested s without a press: its threads woke $woken times, they ran $used_ms ms"
check "a dozen wakes per second at most" at_most 12 "$(awk -v n="$woken" -v s="$rested" 'BEGIN { print n / s }')"
# An emulated second is as long as the machine beneath lets it be. A shell that wakes so often shows what a wake costs here and now.
shell_ms() { awk '{ print $1 / 1e6 }' "/proc/$1/schedstat"; }
mkfifo -m 600 /run/nothing
bash -c 'exec 3<> /run/nothing; for ((i = 0; i < 100; i++)); do read -r -t 0.2 -u 3; done; sleep infinity' &
shell=$!
sleep 21
shell_wake_ms=$(awk -v ms="$(shell_ms $shell)" 'BEGIN { print ms / 100 }')
kill $shell
say "a wake costs it $(awk -v ms="$used_ms" -v n="$woken" 'BEGIN { print ms / n }') ms, a shell $shell_wake_ms ms"
rests() {
    at_most 1 "$(awk -v ms="$used_ms" -v s="$rested" 'BEGIN { print ms / s / 10 }')" ||
        at_most "$(awk -v wake="$shell_wake_ms" 'BEGIN { print 2 * wake }')" "$(awk -v ms="$used_ms" -v n="$woken" 'BEGIN { print ms / n }')"
}
check "1 % of an emulated core at most, or twice a shell that wakes as often" rests

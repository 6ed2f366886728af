#!/usr/bin/env bash
# At rest it costs little memory and next to no time
# Thread, nanoseconds that it ran, times that it woke: a line for each. Threads come and go, so what they did is told apart by thread.
threads() { for task in "/proc/$(main_pid)"/task/*; do echo "${task##*/} $(cut -d' ' -f1 "$task/schedstat") $(awk '/^voluntary_ctxt_switches/ { print $2 }' "$task/status")"; done; }
# since COLUMN BEFORE AFTER: what the threads of the second list did that the first does not know of.
since() { awk -v column="$1" 'NR == FNR { before[$1] = $column; next } { sum += $column - before[$1] } END { print sum + 0 }' "$2" "$3"; }
rss_kb() { awk '/^VmRSS/ { print $2 }' "/proc/$(main_pid)/status"; }
say "$(grep -E '^(VmRSS|VmHWM|RssAnon|Threads)' "/proc/$(main_pid)/status" | tr -s '\t\n' ' ')"
check "40 MB of memory at most" at_most 40960 "$(rss_kb)"
sleep 3 # the model is confirmed by now, which is watched more closely before
threads > /run/threads-before
started=$(uptime_s)
sleep 20
threads > /run/threads-after
used_ms=$(awk -v ns="$(since 2 /run/threads-before /run/threads-after)" 'BEGIN { print ns / 1e6 }')
woken=$(since 3 /run/threads-before /run/threads-after)
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

#!/usr/bin/env bash
# At rest it costs little memory and next to no time
ticks() { awk '{ print $14 + $15 }' "/proc/$(main_pid)/stat"; }
wakes() { awk '/^voluntary_ctxt_switches/ { sum += $2 } END { print sum }' "/proc/$(main_pid)"/task/*/status; }
rss_kb() { awk '/^VmRSS/ { print $2 }' "/proc/$(main_pid)/status"; }
say "$(grep -E '^(VmRSS|VmHWM|RssAnon|Threads)' "/proc/$(main_pid)/status" | tr -s '\t\n' ' ')"
check "40 MB of memory at most" at_most 40960 "$(rss_kb)"
sleep 3 # the model is confirmed by now, which is watched more closely before
before_ticks=$(ticks)
before_wakes=$(wakes)
started=$(uptime_s)
sleep 20
used=$(($(ticks) - before_ticks))
woken=$(($(wakes) - before_wakes))
rested=$(awk -v a="$started" -v b="$(uptime_s)" 'BEGIN { print b - a }')
say "in $rested s without a press: its threads woke $woken times, $used ticks of 10 ms"
check "a dozen wakes per second at most" at_most 12 "$(awk -v n="$woken" -v s="$rested" 'BEGIN { print n / s }')"
check "1 % of an emulated core at most" at_most 1 "$(awk -v n="$used" -v s="$rested" 'BEGIN { print n / s }')"

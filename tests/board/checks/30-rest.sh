#!/usr/bin/env bash
# At rest it costs little memory and no time
ticks() { awk '{ print $14 + $15 }' "/proc/$(main_pid)/stat"; }
rss_kb() { awk '/^VmRSS/ { print $2 }' "/proc/$(main_pid)/status"; }
say "$(grep -E '^(VmRSS|VmHWM|RssAnon|Threads)' "/proc/$(main_pid)/status" | tr -s '\t\n' ' ')"
check "40 MB of memory at most" at_most 40960 "$(rss_kb)"
before=$(ticks)
sleep 20
used=$(($(ticks) - before))
say "$used ticks of 10 ms in 20 s without a press"
check "0 % of a core, rounded (emulated)" at_most 10 "$used"

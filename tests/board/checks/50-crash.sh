#!/usr/bin/env bash
# Killed or frozen, it is back by itself
before=$(restarts)
kill -9 "$(main_pid)"
killed=$(uptime_s)
check "after kill -9 it is started again" within 90 bash -c "[ \$(systemctl show -p NRestarts --value $service) -gt $before ] && systemctl is-active --quiet $service"
check "and answers" within 60 answers
say "back $(awk -v a="$killed" -v b="$(uptime_s)" 'BEGIN { print b - a }') s after the kill"

before=$(restarts)
kill -STOP "$(main_pid)"
frozen=$(uptime_s)
check "frozen, the watchdog restarts it" within 120 bash -c "[ \$(systemctl show -p NRestarts --value $service) -gt $before ] && systemctl is-active --quiet $service"
check "and it answers" within 60 answers
say "back $(awk -v a="$frozen" -v b="$(uptime_s)" 'BEGIN { print b - a }') s after it froze"
check "it was the watchdog" bash -c "journalctl -u edgeruntime --no-pager -o cat | grep -qi watchdog"

#!/usr/bin/env bash
# What the service shows of itself
edgeruntime status --metrics > /run/metrics
metric() { awk -v name="$1" 'index($0, name "{") == 1 || index($0, name " ") == 1 { print $NF; exit }' /run/metrics; }
check "20 families of metrics at least" [ "$(grep -c '^# TYPE' /run/metrics)" -ge 20 ]
check "every press is in them" [ "$(metric edgeruntime_inferences_total)" = "$(awk -F'"sequence":' '{ print $2 + 0 }' $decisions | tail -1)" ]
check "no trigger was lost" [ "$(metric edgeruntime_trigger_events_lost_total)$(metric edgeruntime_trigger_overruns_total)" = 00 ]
edgeruntime status
check "it is healthy and ready" bash -c "edgeruntime status --json > /run/status.json"
check "the doctor finds nothing that will not work" bash -c "edgeruntime doctor > /run/doctor"
cat /run/doctor
edgeruntime top --count 2 --seconds 1 | tail -4

#!/usr/bin/env bash
# A service that waits for an edge costs nothing
start_service "$soak/lines" < <(application '{ "file": "first.edge" }')
sleep 3
rest_rows "$(scaled 60)" 0.1
goal "memory, KB" "$(rss_kb)" "<=" 40960
stop_service

#!/usr/bin/env bash
# A million triggers, each sent when the one before it is answered
[ -z "${SOAK_MQTT:-}" ] || mqtt=", { \"kind\": \"mqtt\", \"broker\": \"$SOAK_MQTT\", \"topic\": \"soak/decision\", \"when\": \"every\" }"
rm -f "$soak/answers"
mkfifo "$soak/answers"
exec 5<> "$soak/answers"
start_service "$soak/answers" < <(application "{ \"file\": \"first.edge\" }" "${mqtt:-}")
"$drive" cycles "$soak/edges" 2000 < "$soak/answers" > "$soak/warm"
older_before=$(older_collections)
kb_before=$(rss_kb)
allocated_before=$(metric dotnet_allocated_bytes_total)
cycles=$(scaled 1000000)
read -r answered unanswered seconds < <("$drive" cycles "$soak/edges" "$cycles" < "$soak/answers")
allocated=$(calc "$(metric dotnet_allocated_bytes_total) - $allocated_before")
kb=$(rss_kb)
row "cycles per second" "$(calc "$answered / $seconds")"
goal "triggers not answered" "$(calc "$cycles - $answered + $unanswered")" "=" 0
goal "growth of memory, KB" "$((kb - kb_before))" "<=" 1024
row "latency p50, us" "$(calc "1e6 * $(metric edgeruntime_trigger_to_decision_seconds 'quantile="0.5"')")"
row "latency p99.9, us" "$(calc "1e6 * $(metric edgeruntime_trigger_to_decision_seconds 'quantile="0.999"')")"
allocation_rows "$older_before"
allocated=$(calc "$allocated - $(cost_of_asking)")
row "bytes allocated by the whole process" "$allocated"
beyond=$(calc "$allocated - $resolution")
goal "the same per hour of this load, MB, beyond what counting resolves" "$(calc "($beyond < 0 ? 0 : $beyond) / $seconds * 3600 / 1e6")" "<=" 1
exec 5>&-
stop_service

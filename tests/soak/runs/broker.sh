#!/usr/bin/env bash
# Twenty minutes of a line that fires twice a second, a sensor, and a broker that hears of every decision
command -v mosquitto > /dev/null && command -v mosquitto_sub > /dev/null || { echo "This run takes a broker (packages mosquitto, mosquitto-clients)." >&2; exit 69; }
port=18830
period_us=500000
edges=$(scaled 2400)
awk 'NR == 1 { print; next } { rows[count++] = $0 } END { for (i = 0; i < 40 * count; i++) print rows[i % count] }' \
    firmware-configs/recordings/gestures.csv > "$soak/wrist.csv"
printf 'listener %s 127.0.0.1\nallow_anonymous true\n' $port > "$soak/broker.conf"
mosquitto -c "$soak/broker.conf" > "$soak/broker.log" 2>&1 &
broker=$!
trap 'kill "$broker" "${listener:-$broker}" 2> /dev/null; stop_service' EXIT
sleep 1
mosquitto_sub -p $port -q 1 -t soak/decision > "$soak/published" 2>&1 &
listener=$!
rm -f "$soak/answers"
mkfifo "$soak/answers"
exec 5<> "$soak/answers"
sensor='"kind": "replay", "file": "wrist.csv", "columns": ["ax", "ay", "az", "gx", "gy", "gz"], "sampleRateHz": 50'
start_service "$soak/answers" < <(application '{ "file": "first.edge" }' ", { \"kind\": \"mqtt\", \"broker\": \"mqtt://localhost:$port\", \"topic\": \"soak/decision\", \"when\": \"every\" }" |
    sed "s#^  \"sensor\": .*#  \"sensor\": { $sensor },#")
"$drive" paced "$soak/edges" 60 $period_us < "$soak/answers" > "$soak/warm"
older_before=$(older_collections)
kb_before=$(rss_kb)
sent_before=$(metric edgeruntime_messages_sent_total)
decided_before=$(metric edgeruntime_inferences_total)
allocated_before=$(metric dotnet_allocated_bytes_total)
started=$(now_s)
"$drive" paced "$soak/edges" "$edges" $period_us < "$soak/answers" > "$soak/broker.us"
sleep 1
allocated=$(calc "$(metric dotnet_allocated_bytes_total) - $allocated_before")
seconds=$(calc "$(now_s) - $started")
kb=$(rss_kb)
sent=$(calc "$(metric edgeruntime_messages_sent_total) - $sent_before")
row "seconds" "$seconds"
row "inferences" "$(calc "$(metric edgeruntime_inferences_total) - $decided_before")"
row "messages acknowledged per hour" "$(calc "$sent / $seconds * 3600")"
goal "messages lost, or not acknowledged yet" "$(calc "$(metric edgeruntime_messages_lost_total) + $(metric edgeruntime_messages_waiting)")" "=" 0
goal "messages that a listener at the broker did not hear" "$(calc "$(metric edgeruntime_messages_sent_total) - $(wc -l < "$soak/published")")" "=" 0
row "memory before and after, KB" "$kb_before, $kb"
goal "growth of memory, KB" "$((kb - kb_before))" "<=" 1024
allocation_rows "$older_before"
allocated=$(calc "$allocated - $(cost_of_asking)")
row "bytes allocated by the whole process" "$allocated"
row "the same for each message" "$(calc "$allocated / $sent")"
beyond=$(calc "$allocated - $resolution")
goal "the same per hour, MB, beyond what counting resolves" "$(calc "($beyond < 0 ? 0 : $beyond) / $seconds * 3600 / 1e6")" "<=" 1
exec 5>&-
stop_service
kill $listener $broker

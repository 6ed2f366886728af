#!/usr/bin/env bash
# Edge storm: 100,000 edges per second for a minute, of which the kernel drops one in a thousand
start_service "$soak/lines" < <(application "{ \"file\": \"first.edge\" }")
"$drive" storm "$soak/edges" 1000 10000 1000000 1 > "$soak/warm" # the first edges touch memory
sleep 1
edges_before=$(calc "$(metric edgeruntime_triggers_total) + $(metric edgeruntime_trigger_overruns_total)")
lost_before=$(metric edgeruntime_trigger_events_lost_total)
older_before=$(older_collections)
kb_before=$(rss_kb)
allocated_before=$(metric dotnet_allocated_bytes_total)
read -r edges dropped seconds < <("$drive" storm "$soak/edges" "$(scaled 6000000)" 100000 1000 1001)
sleep 1
allocated=$(calc "$(metric dotnet_allocated_bytes_total) - $allocated_before")
kb=$(rss_kb)
row "edges sent" "$edges"
row "per second" "$(calc "$edges / $seconds")"
row "answered" "$(metric edgeruntime_inferences_total)"
triggers=$(metric edgeruntime_triggers_total)
overruns=$(metric edgeruntime_trigger_overruns_total)
goal "edges not accounted for (answered or counted as overrun)" "$(calc "$edges - ($triggers + $overruns - $edges_before)")" "=" 0
goal "edges dropped by the kernel, counted" "$(calc "$(metric edgeruntime_trigger_events_lost_total) - $lost_before")" "=" "$dropped"
goal "growth of memory, KB" "$((kb - kb_before))" "<=" 1024
allocation_rows "$older_before"
allocated=$(calc "$allocated - $(cost_of_asking)")
goal "bytes allocated per edge, whole process" "$(calc "($allocated < 0 ? 0 : $allocated) / $edges")" "<=" 0.01
stop_service

#!/usr/bin/env bash
# Every decision reaches the broker, also those made while it was away
messages=/run/messages
listen() {
    # A broker that was just started does not listen yet. The service may find it before the listener does: what it sends then is kept for
    # the listener, as that was there before (-c).
    within 30 broker_listens
    mosquitto_sub -h 127.0.0.1 -q 1 -c -i listener -F '%t %p' -t 'edgeruntime/board/button/#' -t 'homeassistant/#' >> $messages 2>&1 &
    listener=$!
}
published() { grep -c '/decisions ' $messages; }
has_published() { [ "$(published)" -ge "$1" ]; }
metric() { edgeruntime status --metrics | awk -v name="edgeruntime_$1" 'index($1, name) == 1 && $1 ~ /button/ { sum += $NF } END { print sum + 0 }'; }
: > $messages
listen
check "the broker knows that the pipeline is there" within 60 grep -q 'availability online' $messages
check "Home Assistant is told of it" within 10 grep -q '^homeassistant/.*/config ' $messages
sleep 1
asking=$(cost_of_asking)
began=$(allocated)
before=$(published)
press 20
check "20 presses, 20 messages" within 30 has_published $((before + 20))
say "asking for the metrics costs $asking bytes of managed memory, a message $(($(allocated_since "$began" "$asking") / 20))"
say "$(grep '/decisions ' $messages | tail -1)"
kill $listener "$broker"
wait $listener "$broker"
before=$(published)
press 10
has_waiting() { [ "$(metric messages_waiting)" -ge "$1" ]; }
check "what no broker takes waits" within 30 has_waiting 10
start_broker
listen
check "10 presses without a broker, 10 messages later" within 120 has_published $((before + 10))
check "each of them once, in order" awk '/\/decisions / { split($0, part, "\"sequence\":"); if (n++ && part[2] + 0 <= last) exit 1; last = part[2] + 0 }' $messages
check "no message was lost" [ "$(metric messages_lost_total)" -eq 0 ]
check "none waits any more" within 30 bash -c '! edgeruntime status --metrics | grep -E "^edgeruntime_messages_waiting.*button.* [1-9]"'
kill $listener

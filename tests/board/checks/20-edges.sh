#!/usr/bin/env bash
# Every edge is answered, once
before=$(decision_count)
press 100
check "100 presses, 100 decisions" within 30 has_decisions $((before + 100))
sleep 0.5
check "and not one more" [ "$(decision_count)" -eq $((before + 100)) ]
check "sequence numbers have no hole" awk -F'"sequence":' 'NR > 1 && $2 + 0 != last + 1 { exit 1 } { last = $2 + 0 }' $decisions
say "$(tail -1 $decisions)"
